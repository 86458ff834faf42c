/** The departments in the order of the aisles. */
import { BABY } from "./baby.ts";
import { BAKERY } from "./bakery.ts";
import { CLEANING } from "./cleaning.ts";
import { COFFEE_TEA } from "./coffee-tea.ts";
import { DAIRY_EGGS } from "./dairy-eggs.ts";
import { DRINKS } from "./drinks.ts";
import { ELECTRONICS } from "./electronics.ts";
import { FROZEN } from "./frozen.ts";
import { GARDEN_HARDWARE } from "./garden-hardware.ts";
import { HEALTH } from "./health.ts";
import { HOME } from "./home.ts";
import { KITCHEN } from "./kitchen.ts";
import { MEAT_FISH } from "./meat-fish.ts";
import { OFFICE } from "./office.ts";
import { PANTRY } from "./pantry.ts";
import { PAPER } from "./paper.ts";
import { PERSONAL_CARE } from "./personal-care.ts";
import { PETS } from "./pets.ts";
import { PRODUCE } from "./produce.ts";
import { SNACKS } from "./snacks.ts";
import type { DepartmentTable } from "./table.ts";

export const DEPARTMENTS: readonly DepartmentTable[] = [
  PANTRY,
  SNACKS,
  DRINKS,
  COFFEE_TEA,
  PRODUCE,
  DAIRY_EGGS,
  MEAT_FISH,
  FROZEN,
  BAKERY,
  PAPER,
  CLEANING,
  HEALTH,
  PERSONAL_CARE,
  BABY,
  PETS,
  KITCHEN,
  HOME,
  OFFICE,
  ELECTRONICS,
  GARDEN_HARDWARE,
];
