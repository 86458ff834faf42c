/** Pairs of club listings, titled as Costco, Sam's Club, BJ's, Walmart and others do, with the verdict of a careful person. */
import type { MatchVerdict } from "#app/domain/match.ts";

export type ClubPair = { readonly verdict: MatchVerdict; readonly a: string; readonly b: string };

/** Rules were made with these at hand. */
const SEEN = `
identical | Tide Pods Original Laundry Detergent, 152 ct. | Tide PODS Liquid Laundry Detergent Pacs, Original Scent, 152-count
identical | Bounty Select-A-Size Paper Towels, White, 12 Double Plus Rolls | Bounty Paper Towels, Select-A-Size, 12 Double Plus Rolls, White
identical | Kirkland Signature Extra Virgin Olive Oil, 2/2 L | Kirkland Signature Extra Virgin Olive Oil, 2 L, 2-count
identical | Heinz Tomato Ketchup 2/64 oz | Heinz Ketchup, Tomato, 128 oz total, 2 ct
identical | Coca-Cola Classic 12 fl oz cans, 35 pk | Coke, Original Taste, 12 fl oz, 35-count
identical | Dr Pepper Soda, 12 fl. oz., 36 pk. | Dr. Pepper, 36 x 12 oz cans
identical | Quaker Old Fashioned Oats, 10 lb | Quaker Oats Old Fashioned 160 oz
identical | Folgers Classic Roast Ground Coffee, 51 oz. | Folgers Coffee, Classic Roast, Ground, 3 lb 3 oz
identical | Skippy Creamy Peanut Butter, 2/48 oz | SKIPPY Peanut Butter Creamy, 96 oz, 2 ct
identical | Purina ONE SmartBlend Chicken & Rice Adult Dry Dog Food, 40 lbs. | Purina One Chicken and Rice Formula Dry Dog Food 40 lb
identical | Duracell Coppertop AA Alkaline Batteries, 40 pk. | Duracell AA Batteries, Coppertop Alkaline, 40-count
identical | Huggies Little Movers Diapers Size 4, 174 ct. | Huggies Little Movers Baby Diapers, Size 4 (22-37 lb), 174-count
identical | Welch's Fruit Snacks, Mixed Fruit, 0.8 oz., 90 pk. | Welch's Mixed Fruit Snacks, 90 x 0.8 oz pouches
identical | Planters Deluxe Whole Cashews, 33 oz. | Planters Cashews Whole Deluxe 2 lb 1 oz
identical | Philadelphia Original Cream Cheese Bricks, 8 oz 6 ct | Philadelphia Cream Cheese, Original, 6/8 oz
identical | Glad ForceFlex Tall Kitchen Drawstring Trash Bags, 13 gal., 120 ct. | Glad Force Flex 13 Gallon Tall Kitchen Trash Bags with Drawstring, 120-count
identical | Ziploc Gallon Freezer Bags, 152 ct | Ziploc Freezer Bags, Gallon, 4/38 ct
identical | Kirkland Signature Bacon, Hickory Smoked, 1 lb, 4-count | Kirkland Signature Sliced Bacon Hickory Smoked 4/1 lb
identical | Swiffer Sweeper Wet Mopping Cloths, Open Window Fresh, 64 ct. | Swiffer Wet Pads Refills, Open-Window Fresh Scent, 64-count
identical | Monster Energy Zero Ultra, 16 fl oz, 24 pk | Monster Zero Ultra Energy Drink, 24 x 16 oz
identical | Cheez-It Original Baked Snack Crackers, 48 oz 2 pk | Cheez-It Crackers, Original, 2/48 oz
identical | Premier Protein Shake, Chocolate, 11 fl oz, 18-count | Premier Protein High Protein Shake Chocolate 11 oz 18 pk
identical | Splenda No Calorie Sweetener Packets, 1000 ct. | Splenda Zero Calorie Sweetener, 1,000 packets
identical | Kleenex Trusted Care Facial Tissues, 10 Flat Boxes, 230 per box | Kleenex Trusted Care Facial Tissue, 230 sheets, 10-count
identical | GE Soft White LED 60W Equivalent A19 Light Bulbs 2700K, 8 pk | GE LED Light Bulbs Soft White 60 Watt A19 2700 K 8-count
identical | Morton Iodized Salt, 4 lbs. | Morton Salt Iodized 64 oz
identical | Berkley Jensen 13 Gallon Tall Kitchen Bags, 200 ct. | Berkley & Jensen Tall Kitchen Trash Bags 13 gal 200-count
identical | Great Value Distilled Water, 1 gal | Great Value Distilled Water, 128 fl oz
identical | Tylenol Extra Strength Caplets 500 mg, 325 ct. | Tylenol Extra Strength Acetaminophen Caplets, 500mg, 325-count
identical | La Croix Lime Sparkling Water, 12 fl oz, 24 pk | LaCroix Sparkling Water Lime 24/12 fl oz
identical | Sabra Classic Hummus 2 oz 20 ct | Sabra Classic Hummus Singles, 20/2 oz
identical | Del Monte Cut Green Beans 14.5 oz 12 ct | Del Monte Green Beans Cut 12/14.5 oz
identical | Nescafe Taster's Choice House Blend Instant Coffee 14 oz | Nescafe Tasters Choice Instant Coffee, House Blend, 14oz
other-pack | Tide Pods Original Laundry Detergent, 152 ct. | Tide Pods Laundry Detergent Pacs, Original, 81 ct
other-pack | Bounty Select-A-Size Paper Towels, White, 12 Double Plus Rolls | Bounty Select-A-Size Paper Towels, White, 8 Double Plus Rolls
other-pack | Jif Creamy Peanut Butter 16 oz | Jif Creamy Peanut Butter, 48 oz, 2 pk
other-pack | Coca-Cola, 12 fl oz, 35-count | Coca-Cola Soda 12 fl oz 12 pack cans
other-pack | Folgers Classic Roast Ground Coffee, 51 oz. | Folgers Classic Roast Ground Coffee, 25.9 oz
other-pack | Nutella Hazelnut Spread 33.5 oz 2 ct | Nutella Hazelnut Spread, 26.5 oz
other-pack | Advil Ibuprofen Tablets 200 mg, 360 ct | Advil Tablets Ibuprofen 200 mg 100 count
other-pack | Cheerios Cereal, 20.35 oz, 2 pk | Cheerios Cereal 18 oz box
other-pack | Member's Mark Purified Water, 16.9 fl oz, 40 pk. | Member's Mark Purified Water 8 fl oz 80 pk
other-pack | Ziploc Gallon Freezer Bags, 152 ct | Ziploc Freezer Bags Gallon 30 ct
other-pack | Barilla Spaghetti Pasta, 16 oz, 8 ct | Barilla Spaghetti, 1 lb
other-pack | Kirkland Signature Organic Extra Virgin Olive Oil, 2 L | Kirkland Signature Organic Extra Virgin Olive Oil, 1 L
other-pack | Quaker Instant Oatmeal, Maple & Brown Sugar, 52 ct | Quaker Instant Oatmeal Maple Brown Sugar, 10 packets
other-pack | Goldfish Cheddar Crackers 66 oz | Pepperidge Farm Goldfish Cheddar Crackers, 30 oz carton
other-pack | Centrum Silver Women 50+ Multivitamin, 275 tablets | Centrum Silver Multivitamin Women 50+, 100 ct
other-pack | Red Bull Energy Drink, 8.4 fl oz, 24 pk | Red Bull Energy Drink 12 fl oz 4 pack
other-pack | Bertolli Extra Virgin Olive Oil 68 oz | Bertolli Extra Virgin Olive Oil, 16.9 fl oz
other-pack | Philadelphia Cream Cheese Spread Original, 3 lb | Philadelphia Original Cream Cheese Spread, 16 oz
other-pack | Wonderful Pistachios Roasted Salted 48 oz | Wonderful Pistachios, Roasted & Salted, 16 oz
other-pack | Pampers Sensitive Baby Wipes 1008 ct | Pampers Baby Wipes Sensitive 84 count
other-pack | Starbucks French Roast Ground Coffee, 40 oz | Starbucks French Roast Dark Roast Ground Coffee 12 oz bag
other-pack | Green Mountain Breakfast Blend K-Cup Pods, 100 ct. | Green Mountain Coffee Breakfast Blend K Cups 24 ct
other-pack | Kraft Grated Parmesan Cheese 24 oz | Kraft Parmesan Cheese Grated 8 oz
other-pack | Rao's Homemade Marinara Sauce, 28 oz, 2 ct | Rao's Marinara Sauce 24 oz
other-pack | Berkley Jensen Facial Tissue, 12 boxes, 160 ct | Berkley Jensen Facial Tissue 6 pk 160 ct
other-pack | Chobani Greek Yogurt Plain Nonfat 40 oz | Chobani Plain Nonfat Greek Yogurt, 32 oz
other-pack | Ritz Original Crackers 61.65 oz | Ritz Crackers, Original, 13.7 oz
equivalent | Kirkland Signature Ultra Clean Liquid Laundry Detergent, 194 fl oz | Member's Mark Ultra Clean Liquid Laundry Detergent, 196 fl oz
equivalent | Kirkland Signature Organic Creamy Peanut Butter, 28 oz, 2-count | Jif Organic Creamy Peanut Butter 28 oz
equivalent | Great Value Creamy Peanut Butter, 64 oz | Skippy Creamy Peanut Butter, 64 oz
equivalent | Berkley Jensen Alkaline AA Batteries, 48 ct | Duracell AA Alkaline Batteries, 48 pk
equivalent | Great Value Distilled White Vinegar, 1 gal | Heinz Distilled White Vinegar, 128 fl oz
equivalent | Member's Mark Heavy Duty Aluminum Foil, 18 in x 500 ft | Reynolds Wrap Heavy Duty Aluminum Foil 18 in x 150 sq ft
equivalent | Equate Ibuprofen Tablets 200 mg, 500 ct | Advil Ibuprofen Tablets 200 mg 300 ct
equivalent | Kirkland Signature Ibuprofen 200 mg, 1,000 tablets | Member's Mark Ibuprofen Tablets 200 mg, 600 ct
equivalent | Member's Mark Whole Cashews, 33 oz | Planters Whole Cashews 33 oz
equivalent | Kirkland Signature Whole Cashews, 2.5 lbs | Wellsley Farms Whole Cashews, 40 oz
equivalent | Member's Mark Solid White Albacore Tuna in Water, 5 oz, 8 pk | Kirkland Signature Solid White Albacore Tuna, 7 oz, 8-count
equivalent | Great Value Whole Kernel Corn 15.25 oz | Del Monte Whole Kernel Corn, 15.25 oz
equivalent | Kirkland Signature Tall Kitchen Drawstring Trash Bags 13 gal 200 ct | Glad Tall Kitchen Drawstring Trash Bags, 13 gal, 120 ct
equivalent | Great Value Tomato Ketchup, 38 oz | Heinz Tomato Ketchup 38 oz
equivalent | Member's Mark Salted Butter, 4 lb | Land O'Lakes Salted Butter, 1 lb
equivalent | Kirkland Signature Salted Sweet Cream Butter, 1 lb, 4-count | Land O Lakes Salted Butter Sticks 1 lb
equivalent | Happy Belly Whole Almonds, 48 oz | Blue Diamond Whole Natural Almonds, 40 oz
equivalent | Amazon Basics AAA Alkaline Batteries, 36 ct | Energizer AAA Alkaline Batteries 36 pk
equivalent | Member's Mark Clumping Cat Litter, Unscented, 40 lb | Tidy Cats Clumping Cat Litter Unscented 35 lb
equivalent | Great Value Long Grain White Rice, 20 lb | Mahatma Long Grain White Rice, 20 lbs
equivalent | Good & Gather Marinara Sauce, 24 oz | Rao's Homemade Marinara Sauce 24 oz
equivalent | Berkley Jensen Paper Towels, 12 Double Rolls | Bounty Paper Towels 12 Double Rolls
equivalent | Great Value Shredded Mild Cheddar Cheese, 32 oz | Kraft Shredded Mild Cheddar Cheese 32 oz
equivalent | Member's Mark 100% Apple Juice, 96 fl oz, 2 pk | Mott's 100% Apple Juice 64 fl oz
equivalent | Kirkland Signature Colombian Ground Coffee, 3 lbs | Member's Mark Colombian Ground Coffee 40 oz
equivalent | Simple Truth Organic Black Beans 15 oz | Bush's Best Organic Black Beans, 15 oz
equivalent | Equate Original Mouthwash Antiseptic 1.5 L | Listerine Original Antiseptic Mouthwash, 1.5 L
equivalent | Parent's Choice Diapers Size 4, 150 ct | Huggies Diapers Size 4 148 count
different | Jif Creamy Peanut Butter, 48 oz, 2 pk | Jif Extra Crunchy Peanut Butter, 48 oz, 2 pk
different | Folgers Classic Roast Ground Coffee 25.9 oz | Folgers Classic Decaf Ground Coffee 25.9 oz
different | Great Value 2% Reduced Fat Milk, 1 gal | Great Value Whole Milk, 1 gal
different | Horizon Organic Whole Milk 64 oz | Horizon Organic 1% Lowfat Milk 64 oz
different | Huggies Little Movers Diapers Size 3, 174 ct | Huggies Little Movers Diapers Size 4, 174 ct
different | Pampers Swaddlers Diapers, Size 1, 198 ct | Pampers Swaddlers Diapers, Size 2, 198 ct
different | Nature Made Vitamin D3 2000 IU Softgels, 400 ct | Nature Made Vitamin D3 5000 IU Softgels, 400 ct
different | Nature Made Fish Oil 1000 mg, 320 softgels | Nature Made Fish Oil 1200 mg, 320 softgels
different | GE LED Soft White 60W Equivalent A19 8 pk | GE LED Soft White 100W Equivalent A19 8 pk
different | Feit Electric LED 60W A19 Bulb 2700K Soft White 4 ct | Feit Electric LED 60W A19 Bulb 5000K Daylight 4 ct
different | Duracell C Alkaline Batteries 14 ct | Duracell D Alkaline Batteries 14 ct
different | Tide Original Liquid Laundry Detergent 150 fl oz | Tide Free & Gentle Liquid Laundry Detergent 150 fl oz
different | Febreze Air Freshener Linen & Sky 8.8 oz 4 ct | Febreze Air Freshener Gain Original 8.8 oz 4 ct
different | Cheerios Honey Nut Cereal 27.5 oz 2 pk | Cheerios Cereal, Multi Grain, 27.5 oz 2 pk
different | Quaker Instant Oatmeal, Variety, 52 ct | Quaker Instant Oatmeal Maple & Brown Sugar 52 ct
different | Premier Protein Shake Chocolate 11 fl oz 18 ct | Premier Protein Shake Vanilla 11 fl oz 18 ct
different | Gatorade Thirst Quencher Fruit Punch 20 oz 24 pk | Gatorade Zero Fruit Punch 20 oz 24 pk
different | Coca-Cola 12 oz cans 35 pk | Diet Coke 12 oz cans 35 pk
different | Pepsi 12 oz 36 pk | Coca-Cola 12 oz 36 pk
different | Bumble Bee Solid White Albacore Tuna in Water 5 oz 8 ct | Bumble Bee Chunk Light Tuna in Water 5 oz 8 ct
different | Kirkland Signature Organic Extra Virgin Olive Oil 2 L | Kirkland Signature Extra Virgin Olive Oil 2 L
different | Kirkland Signature Pure Olive Oil 3 L | Kirkland Signature Extra Virgin Olive Oil 3 L
different | Barilla Thin Spaghetti 16 oz | Barilla Whole Grain Spaghetti 16 oz
different | Tyson Chicken Nuggets 5 lb | Tyson Chicken Strips 5 lb
different | Campbell's Cream of Mushroom Soup 10.5 oz 10 ct | Campbell's Cream of Chicken Soup 10.5 oz 10 ct
different | Swanson Chicken Broth 32 oz 6 ct | Swanson Beef Broth 32 oz 6 ct
different | Planters Mixed Nuts 56 oz | Planters Deluxe Mixed Nuts Unsalted 56 oz
different | Blue Diamond Almonds Smokehouse 40 oz | Blue Diamond Almonds Lightly Salted 40 oz
different | Dove Beauty Bar White 16 ct | Dove Men+Care Bar Soap 16 ct
different | Pantene Daily Moisture Renewal Shampoo 38.2 oz | Pantene Daily Moisture Renewal Conditioner 38.2 oz
different | Gillette Fusion5 Razor Refills 14 ct | Gillette Mach3 Razor Refills 14 ct
different | Clorox Disinfecting Wipes Lemon 85 ct 5 pk | Clorox Toilet Bowl Cleaner with Bleach 24 oz 6 pk
different | Purina Pro Plan Puppy Chicken & Rice 34 lb | Purina Pro Plan Adult Chicken & Rice 34 lb
different | Fancy Feast Grilled Seafood Variety Wet Cat Food 3 oz 48 ct | Fancy Feast Classic Pate Poultry Variety Wet Cat Food 3 oz 48 ct
different | Hefty Ultra Strong Tall Kitchen Trash Bags 13 gal 110 ct | Hefty Strong Large Black Trash Bags 30 gal 74 ct
different | Ziploc Gallon Freezer Bags 152 ct | Ziploc Quart Freezer Bags 216 ct
different | Dixie 8.5 inch Paper Plates 300 ct | Dixie 10 inch Paper Plates 300 ct
different | Member's Mark Vegetable Oil 5 qt | Member's Mark Canola Oil 5 qt
different | Great Value Crunchy Peanut Butter 40 oz | Jif Creamy Peanut Butter 40 oz
different | Kirkland Signature Unsalted Butter 1 lb 4 ct | Land O'Lakes Salted Butter 1 lb
different | Equate Ibuprofen 200 mg 500 ct | Tylenol Acetaminophen 500 mg 325 ct
different | Heinz Tomato Ketchup 38 oz | Hunt's Tomato Ketchup 38 oz
different | Starbucks French Roast Whole Bean Coffee 40 oz | Peet's Coffee French Roast Whole Bean 40 oz
different | Starbucks French Roast Whole Bean Coffee 40 oz | Starbucks French Roast Ground Coffee 40 oz
different | Skinny Pop Original Popcorn 14 oz | Skinny Pop White Cheddar Popcorn 14 oz
different | Doritos Nacho Cheese Tortilla Chips 30 oz | Doritos Cool Ranch Tortilla Chips 30 oz
different | Mission Flour Tortillas Burrito Size 10 inch 24 ct | Mission Yellow Corn Tortillas 6 inch 80 ct
different | Chobani Greek Yogurt Strawberry 5.3 oz 20 ct | Chobani Greek Yogurt Blueberry 5.3 oz 20 ct
different | Haagen-Dazs Vanilla Ice Cream 64 oz | Haagen-Dazs Chocolate Ice Cream 64 oz
different | Similac Pro-Advance Infant Formula Powder 34 oz | Similac Pro-Sensitive Infant Formula Powder 34 oz
different | Centrum Silver Women 50+ 275 tablets | Centrum Silver Men 50+ 275 tablets
different | Zyrtec 24 Hour Allergy Tablets 10 mg 90 ct | Zyrtec-D 12 Hour Allergy & Congestion 24 ct
different | Reynolds Wrap Aluminum Foil 12 in x 250 ft | Reynolds Parchment Paper 15 in x 164 ft
different | Mott's Apple Juice 64 oz | Mott's Applesauce Original 48 oz
different | Sunsweet Pitted Prunes 3 lb | Sun-Maid Raisins 4.5 lb
different | Oral-B CrossAction Brush Heads 8 ct | Oral-B FlossAction Brush Heads 8 ct
different | Kirkland Signature Semi-Sweet Chocolate Chips 72 oz | Nestle Toll House Milk Chocolate Chips 72 oz
different | Rubbermaid 32 Gallon Brute Trash Can Gray | Rubbermaid 44 Gallon Brute Trash Can Gray
identical | Kirkland Sig Org Virgin Coconut Oil 84 oz | Kirkland Signature Organic Virgin Coconut Oil 84 fl oz
identical | Frito-Lay Fritos Original Corn Chips 30 oz | Fritos Corn Chips, Original, 30 oz
identical | Kraft Mac & Cheese Dinner 7.25 oz 18 ct | Kraft Macaroni and Cheese Dinner, 18 x 7.25 oz
identical | Hormel Black Label Bacon, Thick Cut, 3 lbs. | Hormel Black Label Thick Cut Bacon 48 oz
identical | Member's Mark Super Premium Vanilla Ice Cream, 1 gal | Members Mark Vanilla Ice Cream Super Premium, 128 fl oz
identical | Pedialyte Electrolyte Solution, Grape, 33.8 fl oz | Pedialyte Electrolyte Solution Grape 1 Liter
other-pack | Lysol Wipes Lemon Lime 80 ct 6 pk | Lysol Disinfecting Wipes, Lemon Lime, 35 ct
other-pack | Tropicana Orange Juice No Pulp 52 oz 2 pk | Tropicana Pure Premium Orange Juice, No Pulp, 89 fl oz
other-pack | Vita Coco Coconut Water 16.9 oz 12 ct | Vita Coco Coconut Water, Pure, 33.8 fl oz, 6 ct
other-pack | McCormick Ground Black Pepper 16 oz | McCormick Black Pepper Ground 3 oz
other-pack | Gerber 2nd Foods Banana 4 oz 16 ct | Gerber 2nd Foods Banana Baby Food 2 pk 4 oz
equivalent | Up & Up Ibuprofen 200 mg tablets 100 ct | Advil Ibuprofen 200 mg Tablets 100 ct
equivalent | Market Pantry Tomato Ketchup 24 oz | Hunt's Tomato Ketchup 24 oz
equivalent | Great Value Colby Jack Shredded Cheese 16 oz | Sargento Colby Jack Shredded Cheese 16 oz
equivalent | Solimo AA Alkaline Batteries 20 ct | Energizer AA Alkaline Batteries 20 ct
equivalent | Member's Mark Dried Mangoes 30 oz | Kirkland Signature Dried Mangoes, 30 oz
different | V8 Original Vegetable Juice 46 oz | V8 Low Sodium Vegetable Juice 46 oz
different | Ocean Spray Cranberry Juice Cocktail 96 oz | Ocean Spray Diet Cranberry Juice 96 oz
different | Silk Soymilk Vanilla 64 oz | Silk Almond Milk Vanilla 64 oz
different | Lindt Lindor Milk Chocolate Truffles 21 oz | Lindt Lindor Dark Chocolate Truffles 21 oz
different | Tazo Chai Black Tea Concentrate 32 oz 3 ct | Tazo Chai Decaf Black Tea Concentrate 32 oz 3 ct
different | Lipton Black Tea Bags 312 ct | Lipton Green Tea Bags 312 ct
different | Sanderson Farms Chicken Wings 10 lb | Perdue Chicken Wings 10 lb
different | Claritin 24 Hour Allergy Tablets 10 mg 105 ct | Claritin-D 24 Hour 15 ct
different | Sony 65 inch 4K TV | Sony 55 inch 4K TV
`;

/** Written at the same time, every third of its kind, and first looked at when the rules were made. */
const HELD_BACK = `
identical | Charmin Ultra Soft Toilet Paper, 30 Mega Rolls | Charmin Ultra Soft Bath Tissue, 30 Mega Rolls
identical | Hidden Valley The Original Ranch Dressing 40 oz 2 pk | Hidden Valley Original Ranch Salad Dressing, 40 fl. oz., 2 pack
identical | Member's Mark Boneless Skinless Chicken Breast Tenderloins, 6 lbs. | Members Mark Chicken Breast Tenderloins Boneless Skinless 6 lb
identical | Nature Valley Oats 'N Honey Crunchy Granola Bars, 49 x 2 pk | Nature Valley Crunchy Granola Bar, Oats N Honey, 49 ct
identical | Dawn Platinum Dish Soap, Fresh Rapids, 90 fl oz | Dawn Ultra Platinum Dishwashing Liquid, Fresh Rapids Scent, 90 oz
identical | Prego Traditional Italian Sauce, 45 oz 3 pk | Prego Italian Sauce Traditional 3/45 oz
identical | Wesson Pure Canola Oil, 1.25 gal | Wesson Canola Oil, 5 qt
identical | Advil Ibuprofen 200 mg Pain Reliever, 360 Coated Tablets | Advil Pain Reliever/Fever Reducer Tablets, Ibuprofen 200mg, 360 ct.
identical | Lay's Classic Potato Chips, 15.625 oz. | Lays Potato Chips Classic 15 5/8 oz
identical | Ocean Spray Cranberry Juice Cocktail 96 oz., 2 pk. | Ocean Spray Cranberry Juice Cocktail, 96 fl oz, 2 ct
identical | Sargento Mild Cheddar Sliced Cheese 32 slices 1.5 lb | Sargento Sliced Mild Cheddar Cheese, 24 oz
identical | Maruchan Ramen Noodle Soup, Chicken Flavor, 3 oz., 36 ct. | Maruchan Chicken Ramen Noodles 36/3 oz
identical | Sunkist Navel Oranges, 8 lbs. | Sunkist Oranges, Navel, 8 lb bag
identical | Wellsley Farms Whole Almonds, 3 lbs. | Wellsley Farms Almonds Whole 48 oz
identical | Clorox Disinfecting Wipes Variety Pack, 85 wipes, 5 ct | Clorox Disinfecting Wipes, Variety Pack, 5 x 85 ct
identical | Ferrero Rocher Hazelnut Chocolates 48 ct 21.2 oz | Ferrero Rocher Fine Hazelnut Chocolates, 48-count
other-pack | Heinz Tomato Ketchup, 44 oz, 3-count | Heinz Tomato Ketchup, 38 oz
other-pack | Kirkland Signature Paper Towels, 12 rolls, 160 sheets | Kirkland Signature Paper Towels, 2-Ply, 160 sheets, 6-count
other-pack | Huggies Little Movers Diapers Size 4, 174 ct. | Huggies Little Movers Diapers Size 4, 22 count
other-pack | Duracell AA Alkaline Batteries, 40 pk. | Duracell Alkaline AA Batteries, 8 count
other-pack | Sweet Baby Ray's Original Barbecue Sauce 40 oz 2 pk | Sweet Baby Ray's Barbecue Sauce, Original, 28 oz
other-pack | Land O'Lakes Salted Butter, 4 sticks, 1 lb | Land O Lakes Butter, Salted, 1 lb, 4-count
other-pack | Clorox Disinfecting Bleach, Regular, 121 fl oz, 3 ct | Clorox Disinfecting Bleach Regular 43 fl oz
other-pack | Purina Cat Chow Complete Dry Cat Food 25 lb | Purina Cat Chow Complete Dry Food, 15 lbs
other-pack | Frank's RedHot Original Cayenne Pepper Sauce, 64 oz | Franks Red Hot Original Hot Sauce 25 fl oz
other-pack | Lysol Disinfectant Spray, Crisp Linen, 19 oz, 4 ct | Lysol Disinfectant Spray Crisp Linen 12.5 oz
other-pack | Hellmann's Real Mayonnaise 64 oz | Hellmann's Real Mayonnaise, 30 fl oz
other-pack | Great Value Whole Milk, 1 gal | Great Value Whole Vitamin D Milk, Half Gallon, 64 fl oz
other-pack | Spam Classic, 12 oz, 8-count | SPAM Classic 12 oz can
equivalent | Member's Mark Extra Virgin Olive Oil, 3 L | Bertolli Extra Virgin Olive Oil, 68 fl oz
equivalent | Kirkland Signature Alkaline AA Batteries, 48-count | Duracell Coppertop AA Alkaline Batteries 40 ct
equivalent | Wellsley Farms Purified Water, 40 pk., 16.9 oz. | Dasani Purified Water 16.9 fl oz 24 pk
equivalent | Great Value Old Fashioned Oats, 42 oz | Quaker Old Fashioned Oats, 42 oz
equivalent | Great Value Spaghetti, 16 oz | Barilla Spaghetti Pasta 16 oz
equivalent | Up & Up Baby Wipes, Unscented, 800 ct | Huggies Baby Wipes Unscented 768 ct
equivalent | Great Value Granulated Sugar, 10 lb | Domino Granulated Sugar 10 lbs
equivalent | Great Value 2% Reduced Fat Milk, 1 gal | Horizon 2% Reduced Fat Milk, 64 oz
equivalent | Equate Extra Strength Acetaminophen Caplets 500 mg, 500 ct | Tylenol Extra Strength Acetaminophen 500 mg Caplets, 325 ct
equivalent | Kirkland Signature Basmati Rice, 25 lb | Member's Mark Basmati Rice 20 lbs.
equivalent | Kirkland Signature Bath Tissue, 2-Ply, 380 sheets, 30 rolls | Charmin Bath Tissue 2-ply 18 rolls
equivalent | Great Value All-Purpose Flour, 25 lb | Gold Medal All Purpose Flour, 25 lbs.
equivalent | Great Value Cream of Mushroom Soup 10.5 oz | Campbell's Condensed Cream of Mushroom Soup, 10.5 oz
equivalent | Wellsley Farms Maple Syrup, 32 oz. | Kirkland Signature Maple Syrup, 33.8 fl oz
different | Land O'Lakes Salted Butter 1 lb | Land O'Lakes Unsalted Butter 1 lb
different | Huggies Little Movers Diapers Size 4, 174 ct | Huggies Little Movers Diapers Size 5, 156 ct
different | Advil Ibuprofen 200 mg Tablets 360 ct | Advil PM Ibuprofen 200 mg Caplets 200 ct
different | Tylenol Extra Strength Caplets 500 mg 325 ct | Tylenol 8 HR Arthritis Pain Caplets 650 mg 290 ct
different | Duracell AA Alkaline Batteries, 40 pk | Duracell AAA Alkaline Batteries, 40 pk
different | Gain Flings Original Laundry Detergent 132 ct | Gain Flings Moonlight Breeze Laundry Detergent 132 ct
different | Quaker Instant Oatmeal Maple & Brown Sugar 52 ct | Quaker Instant Oatmeal Apples & Cinnamon 52 ct
different | Premier Protein Shake Chocolate 11 fl oz 18 ct | Premier Protein Bars Chocolate Peanut Butter 18 ct
different | Coca-Cola 12 fl oz 35 ct | Coca-Cola Zero Sugar 12 fl oz 35 ct
different | StarKist Chunk Light Tuna in Water, 5 oz, 12 ct | StarKist Chunk Light Tuna in Vegetable Oil 5 oz 12 ct
different | Barilla Spaghetti 16 oz 8 ct | Barilla Penne 16 oz 8 ct
different | Kirkland Signature Fresh Boneless Skinless Chicken Thighs 6.5 lb | Kirkland Signature Boneless Skinless Chicken Breasts 6.5 lb
different | Swanson Chicken Broth 32 oz 6 ct | Swanson Unsalted Chicken Broth 32 oz 6 ct
different | Crest 3D White Toothpaste 5.2 oz 5 ct | Crest Pro-Health Toothpaste 5.2 oz 5 ct
different | Head & Shoulders Classic Clean Shampoo 40 oz | Head & Shoulders Dry Scalp Shampoo 40 oz
different | Purina ONE Chicken & Rice Dry Dog Food 40 lb | Purina ONE Lamb & Rice Dry Dog Food 40 lb
different | Charmin Ultra Soft 30 Mega Rolls | Charmin Ultra Strong 30 Mega Rolls
different | Ziploc Gallon Storage Bags 208 ct | Ziploc Gallon Freezer Bags 152 ct
different | Member's Mark Decaf Colombian Coffee Ground 40 oz | Kirkland Signature Colombian Ground Coffee 3 lb
different | Great Value Organic Whole Milk 64 oz | Horizon 2% Reduced Fat Milk 64 oz
different | Barilla Spaghetti 16 oz | De Cecco Spaghetti 16 oz
different | Green Mountain Breakfast Blend K-Cup Pods 100 ct | Green Mountain Dark Magic K-Cup Pods 100 ct
different | Tostitos Scoops Tortilla Chips 24 oz | Tostitos Restaurant Style Tortilla Chips 24 oz
different | Chobani Plain Nonfat Greek Yogurt 40 oz | Chobani Plain Whole Milk Greek Yogurt 40 oz
different | Kirkland Signature Baby Wipes Fragrance Free 900 ct | Kirkland Signature Disinfecting Wipes 85 ct 4 pk
different | Persil ProClean Original Detergent 150 oz | Tide Original Detergent 150 oz
different | Dole Pineapple Chunks in Juice 20 oz 8 ct | Dole Mandarin Oranges 15 oz 8 ct
different | Member's Mark Ground Beef 80/20 5 lb | Member's Mark Ground Beef 93/7 5 lb
identical | Tide Pods 152 ct Original | Tide Pods Laundry Detergent Original 152 Count
identical | Creamy Peanut Butter, 48 oz, 2-count, Jif | Jif Creamy Peanut Butter 2/48 oz
identical | Crystal Geyser Alpine Spring Water 16.9 fl oz 35 pk | Crystal Geyser Spring Water, 500 ml, 35-count
identical | Purell Advanced Hand Sanitizer Refreshing Gel 2 L | Purell Hand Sanitizer Gel, Advanced Refreshing, 67.6 fl oz
other-pack | Orville Redenbacher's Movie Theater Butter Microwave Popcorn 44 ct | Orville Redenbacher Movie Theater Butter Popcorn 12 bags
other-pack | Oxiclean Versatile Stain Remover 11.6 lb | OxiClean Versatile Stain Remover Powder, 3 lb
equivalent | 365 by Whole Foods Market Organic Raw Honey 16 oz | Kirkland Signature Organic Raw Honey 24 oz
equivalent | Publix Bread Flour 5 lb | King Arthur Bread Flour 5 lb
different | Tide Pods Spring Meadow 152 ct | Tide Pods Original 152 ct
different | Silk Almond Milk Vanilla 64 oz 3 ct | Silk Almond Milk Unsweetened Vanilla 64 oz 3 ct
different | Kind Dark Chocolate Nuts & Sea Salt Bars 1.4 oz 22 ct | Kind Caramel Almond & Sea Salt Bars 1.4 oz 22 ct
different | Eggland's Best Large Eggs 18 ct | Eggland's Best Extra Large Eggs 18 ct
different | Bush's Best Original Baked Beans 16.5 oz 8 ct | Bush's Best Black Beans 15 oz 8 ct
`;

function pairsOf(text: string): ClubPair[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [verdict = "", a = "", b = ""] = line.split(" | ");
      return { verdict: verdict as MatchVerdict, a, b };
    });
}

export const SEEN_PAIRS: readonly ClubPair[] = pairsOf(SEEN);
export const HELD_BACK_PAIRS: readonly ClubPair[] = pairsOf(HELD_BACK);
