/** Suppliers, all of our own making, with the terms that they usually quote. */
export type SeedSupplier = {
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly currency: "USD" | "CNY";
  /** Departments that they can supply. */
  readonly departments: readonly string[];
  /** Freight and insurance, as a share of goods. */
  readonly freightShare: number;
  /** Of goods and freight; 0 for domestic goods. */
  readonly dutyBps: number;
};

type Row = [
  slug: string,
  name: string,
  country: string,
  currency: "USD" | "CNY",
  departments: string,
  freightShare: number,
  dutyBps: number,
];

const ROWS: readonly Row[] = [
  ["prairie-union", "Prairie Union Foods Cooperative", "US", "USD", "pantry snacks bakery frozen", 0.04, 0],
  ["hollow-basin", "Hollow Basin Packing", "US", "USD", "pantry meat-fish drinks", 0.05, 0],
  ["three-mills", "Three Mills Provisions", "US", "USD", "pantry bakery snacks", 0.05, 0],
  ["cold-ridge", "Cold Ridge Storage & Trade", "US", "USD", "frozen meat-fish dairy-eggs", 0.07, 0],
  ["lakeshore-dairy", "Lakeshore Dairy Exchange", "US", "USD", "dairy-eggs", 0.05, 0],
  ["mesa-growers", "Mesa Growers Pool", "US", "USD", "produce pantry", 0.08, 0],
  ["tidal-fisheries", "Tidal Fisheries Trade", "US", "USD", "meat-fish", 0.07, 0],
  ["plains-packers", "Plains Packers Alliance", "US", "USD", "meat-fish pets", 0.05, 0],
  ["county-bakers", "County Bakers Guild", "US", "USD", "bakery", 0.04, 0],
  ["bottlers-row", "Bottlers Row", "US", "USD", "drinks coffee-tea", 0.06, 0],
  ["paper-converters", "Birch Lake Paper Converters", "US", "USD", "paper baby office", 0.06, 0],
  [
    "valley-chemistry",
    "Valley Home Chemistry",
    "US",
    "USD",
    "cleaning personal-care garden-hardware",
    0.05,
    0,
  ],
  ["summit-wellness", "Summit Wellness Manufacturing", "US", "USD", "health personal-care baby", 0.03, 0],
  ["kennel-works", "Kennel Works Nutrition", "US", "USD", "pets", 0.06, 0],
  ["greenbelt-supply", "Greenbelt Farm & Yard Supply", "US", "USD", "garden-hardware", 0.08, 0],
  ["delta-rice", "Delta Rice Exporters", "VN", "USD", "pantry frozen", 0.1, 0],
  ["sierra-coffee", "Sierra Coffee Growers", "CO", "USD", "coffee-tea", 0.07, 0],
  ["olivareros", "Olivareros del Valle", "ES", "USD", "pantry", 0.08, 350],
  ["pasta-consorzio", "Consorzio Pasta Antica", "IT", "USD", "pantry", 0.09, 250],
  ["xiangyun-tea", "Xiangyun Tea & Dry Goods", "CN", "CNY", "coffee-tea snacks pantry", 0.08, 640],
  ["haiyue-frozen", "Haiyue Frozen Foods", "CN", "CNY", "frozen meat-fish", 0.12, 600],
  ["lianhe-kitchen", "Lianhe Kitchen Works", "CN", "CNY", "kitchen cleaning", 0.11, 530],
  ["mingda-electronics", "Mingda Electronics", "CN", "CNY", "electronics", 0.05, 340],
  ["baixing-general", "Baixing General Trading", "CN", "CNY", "office home pets personal-care", 0.1, 620],
  ["jinsui-textile", "Jinsui Textile Group", "CN", "CNY", "home kitchen", 0.09, 900],
  ["gangwei-tools", "Gangwei Tools", "CN", "CNY", "garden-hardware electronics", 0.1, 570],
  ["qingjie-paper", "Qingjie Paper & Care", "CN", "CNY", "paper baby health", 0.12, 0],
];

export const SUPPLIERS: readonly SeedSupplier[] = ROWS.map(
  ([slug, name, country, currency, departments, freightShare, dutyBps]) => ({
    slug,
    name,
    country,
    currency,
    departments: departments.split(" "),
    freightShare,
    dutyBps,
  }),
);

/** Who can supply a department; never empty. */
export function suppliersOf(departmentSlug: string): readonly SeedSupplier[] {
  return SUPPLIERS.filter((supplier) => supplier.departments.includes(departmentSlug));
}
