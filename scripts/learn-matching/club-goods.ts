/**
 * Goods as clubs and supermarkets sell them, told apart as a careful shopper would: the brand, what it is, its variants (the
 * first may go unsaid where it starts with "~"), and words that some shops add and others leave out. Facts of the shelf,
 * written down for learning; no shop's own titles.
 */
const GOODS = `
Sweet Baby Ray's|barbecue sauce|~original;honey;hickory & brown sugar;hickory|gluten free;bbq
Heinz|tomato ketchup|~;organic;no sugar added;jalapeno|squeeze bottle;gluten free;original
Hellmann's|mayonnaise|~real;light;olive oil;vegan|squeeze;sandwich spread;gluten free
Best Foods|mayonnaise|~real;light;avocado oil|jar;condiment
French's|yellow mustard|~classic;honey;spicy brown|squeeze bottle;gluten free
Grey Poupon|mustard|dijon;country dijon;mild & creamy|jar
Hidden Valley|ranch dressing|~original;light;buttermilk;cilantro lime;avocado|gluten free;salad;topping
Ken's|dressing|caesar;italian;thousand island;blue cheese|steak house;salad
Prego|pasta sauce|traditional;low sodium;roasted garlic;meat;mushroom|italian;gluten free
Rao's Homemade|sauce|marinara;tomato basil;vodka;alfredo;arrabbiata|pasta;no sugar added;italian
Barilla|pasta|spaghetti;penne;thin spaghetti;rotini;angel hair;whole grain penne|pantry pack;non-gmo;enriched
Garofalo|organic pasta|spaghetti;penne ziti;casarecce;variety|italian
De Cecco|pasta|spaghetti;linguine;fusilli;rigatoni|imported
Quaker|oats|old fashioned;quick 1-minute;steel cut|100% whole grain;oatmeal;heart healthy
Quaker|instant oatmeal|maple & brown sugar;apples & cinnamon;variety;original|packets;breakfast
Quaker|chewy granola bars|chocolate chip;variety;peanut butter chocolate chip;s'mores|snack;individually wrapped
Nature Valley|crunchy granola bars|oats 'n honey;peanut butter;dark chocolate;variety|whole grain;snack
Nature Valley|sweet & salty bars|peanut;almond;cashew;variety|nut;granola
Nature Valley|trail mix bars|fruit & nut;dark chocolate & nut|chewy
Kind|bars|dark chocolate nuts & sea salt;caramel almond & sea salt;peanut butter dark chocolate;variety|gluten free;snack
Clif|energy bars|chocolate chip;crunchy peanut butter;white chocolate macadamia;blueberry crisp;variety|organic oats
Clif Kid|zbar|chocolate brownie;chocolate chip;iced oatmeal cookie;variety|organic;granola bar;soft baked
Larabar|fruit & nut bars|peanut butter chocolate chip;apple pie;cherry pie;variety|gluten free;vegan
RXBAR|protein bars|chocolate sea salt;peanut butter chocolate;blueberry;variety|gluten free
General Mills|cheerios cereal|~;honey nut;multi grain;apple cinnamon;frosted|whole grain oat;gluten free;breakfast
Cheerios|cereal|~;honey nut;multi grain;apple cinnamon;very berry|whole grain oats;heart healthy;gluten free
General Mills|cereal|cinnamon toast crunch;lucky charms;reese's puffs;cocoa puffs;golden grahams|breakfast;whole grain
Kellogg's|cereal|frosted flakes;froot loops;raisin bran;rice krispies;special k red berries;frosted mini-wheats|breakfast;family size
Kellogg's|rice krispies treats|original;chocolate chip;variety|marshmallow snack bars
Kellogg's|pop-tarts|frosted strawberry;brown sugar cinnamon;blueberry;s'mores;variety|toaster pastries
Post|honey bunches of oats|honey roasted;almonds;strawberries|cereal;breakfast
Kellogg's|eggo waffles|homestyle;buttermilk;blueberry;chocolate chip|frozen;breakfast
Bob's Red Mill|oats|organic quick cooking steel cut;organic old fashioned rolled;gluten free rolled|whole grain
Bob's Red Mill|flour|almond;coconut;gluten free 1-to-1 baking;whole wheat|super fine;blanched
King Arthur|flour|all purpose;bread;whole wheat;organic all purpose|unbleached;baking
Gold Medal|flour|all purpose;self-rising;bread|bleached;enriched
Domino|sugar|granulated;light brown;powdered;dark brown|pure cane
Jif|peanut butter|creamy;extra crunchy;natural creamy;reduced fat creamy|jar;spread;gluten free
Skippy|peanut butter|creamy;super chunk;natural creamy;reduced fat|jar;spread
Nutella|hazelnut spread|~|cocoa;chocolate;jar
Smucker's|strawberry preserves|~;sugar free;natural|jam;jar
Smucker's|jelly|concord grape;strawberry;apple|squeeze
Welch's|fruit snacks|mixed fruit;berries 'n cherries;island fruits;strawberry|gluten free;bulk
Mott's|fruit snacks|assorted fruit;animals;berries|gluten free
Mott's|apple sauce|~original;unsweetened;cinnamon;strawberry|cups;pouches
Mott's|apple juice|~original;light|100%;bottles
Fruit Roll-Ups|fruit snacks|variety;strawberry;blastin' berry|rolls;flavored
Ocean Spray|cranberry juice cocktail|~;diet;light|bottles;vitamin c
Ocean Spray|juice drink|cran-grape;cran-apple;ruby red grapefruit;cran-raspberry|bottles
Ocean Spray|craisins|original;reduced sugar;cherry;pomegranate|dried cranberries
Sunny D|citrus drink|tangy original;smooth;mango|orange;juice drink;vitamin c
Tang|drink mix|original;mango;strawberry|orange;powdered
Tropicana|orange juice|no pulp;some pulp;calcium no pulp|100%;pure premium
Minute Maid|juice|apple;orange;fruit punch;lemonade|100%;boxes
Capri Sun|juice drink|fruit punch;pacific cooler;strawberry kiwi;variety|pouches
Kool-Aid|jammers|cherry;grape;tropical punch;variety|juice drink;pouches
Simply|juice|orange pulp free;lemonade;apple;cranberry cocktail|not from concentrate
V8|vegetable juice|~original;low sodium;spicy hot|100%;bottles
Martinelli's|sparkling cider|apple;apple grape;apple pear|non-alcoholic;100% juice
Coca-Cola|soda|~classic;zero sugar;diet;cherry|cans;cola;soft drink
Coca-Cola|coca-cola|~original;zero sugar;cherry|cola;soft drink
Pepsi|soda|~;diet;zero sugar;wild cherry|cola;cans;soft drink
Dr Pepper|soda|~;diet;zero sugar;cherry|cans;soft drink
Sprite|soda|~lemon-lime;zero sugar|cans;soft drink;caffeine free
7UP|soda|~lemon lime;cherry;zero sugar|cans;soft drink
Canada Dry|ginger ale|~;zero sugar;diet|cans;soda
LaCroix|sparkling water|lime;berry;pamplemousse;lemon;variety;coconut|naturally essenced;cans
Perrier|sparkling mineral water|~original;lime;lemon;strawberry|carbonated;bottles;cans
San Pellegrino|sparkling mineral water|~natural|italian;glass bottles;plastic bottles
San Pellegrino|italian sparkling drink|aranciata;aranciata rossa;limonata;melograno & arancia|fruit beverage;cans
Polar|seltzer|lime;black cherry;orange vanilla;variety|sparkling water
Spindrift|sparkling water|lemon;raspberry lime;grapefruit;variety|real squeezed fruit
Fiji|natural artesian water|~|bottled
Crystal Geyser|alpine spring water|~|bottled;natural
Smartwater|vapor distilled water|~;alkaline|electrolytes;premium
Chex Mix|snack mix|traditional;cheddar;bold party blend|savory;pretzel & cracker
Gatorade|thirst quencher|fruit punch;lemon lime;cool blue;orange;variety|sports drink
Gatorade|zero thirst quencher|glacier freeze;orange;berry;variety|sugar free;sports drink
BODYARMOR|sports drink|fruit punch;strawberry banana;tropical punch;variety|superdrink
Powerade|sports drink|mountain berry blast;fruit punch;variety|electrolytes
Propel|electrolyte water|berry;lemon;kiwi strawberry;variety|fitness;zero calorie
Red Bull|energy drink|~original;sugar free;watermelon;yellow edition tropical|cans
Monster Energy|energy drink|~original;zero ultra;lo-carb;ultra variety|cans
Celsius|sparkling energy drink|kiwi guava;orange;peach vibe;variety|fitness;no sugar
Starbucks|frappuccino|mocha;vanilla;caramel|chilled coffee drink;glass bottles
Starbucks|ground coffee|french roast;pike place;breakfast blend;house blend;veranda|arabica;medium roast
Starbucks|k-cup pods|french roast;pike place;breakfast blend;caffe verona|coffee;dark roast
Starbucks|whole bean coffee|french roast;pike place;espresso roast|arabica;dark roast
Folgers|ground coffee|classic roast;black silk;classic decaf;breakfast blend|medium roast;canister
Maxwell House|ground coffee|original roast;dark roast;decaf|canister
Tim Hortons|coffee k-cup pods|original blend;dark roast;decaf|medium roast;single serve
Dunkin'|ground coffee|original blend;french vanilla;hazelnut;dark roast|medium roast
Peet's Coffee|whole bean coffee|major dickason's blend;french roast;house blend|dark roast
San Francisco Bay|whole bean coffee|french roast;fog chaser;organic rainforest blend;colombian supremo|arabica
Lavazza|whole bean coffee|super crema;espresso;gran aroma|italian;medium roast
Nescafe|instant coffee|classic;taster's choice house blend;clasico dark roast|jar
Lipton|tea bags|black;green;decaf black|natural;100%
Twinings|tea bags|english breakfast;earl grey;green;chamomile;variety|individually wrapped
Bigelow|tea bags|green;earl grey;constant comment;variety|individually wrapped
Pure Leaf|iced tea|sweet;unsweetened;lemon;raspberry|brewed;bottles
Coffee-mate|coffee creamer|original;french vanilla;hazelnut;italian sweet creme|liquid;non-dairy
International Delight|coffee creamer|french vanilla;hazelnut;caramel macchiato|singles;liquid
Silk|almond milk|unsweetened vanilla;unsweetened;vanilla;original|shelf stable;dairy free
Silk|soy milk|original;vanilla;unsweetened|organic;dairy free
Almond Breeze|almond milk|unsweetened vanilla;original;vanilla|beverage;dairy free
Oatly|oat milk|original;barista edition;low fat|oat drink;vegan
Horizon|organic milk|whole;1% lowfat;chocolate lowfat|uht;shelf stable
Fairlife|ultra filtered milk|2% reduced fat;whole;chocolate|lactose free;high protein
Premier Protein|protein shake|chocolate;vanilla;caramel;cookies & cream;strawberries & cream|30 g protein;high protein
Ensure|nutrition shake|milk chocolate;vanilla;strawberry|meal replacement
Orgain|organic protein shake|creamy chocolate fudge;vanilla bean|grass fed;gluten free
Chobani|greek yogurt|vanilla;strawberry;plain non-fat;peach;variety|low fat;cups
Fage|greek yogurt|plain 0%;plain 2%;plain 5%|all natural;strained
Yoplait|yogurt|strawberry;strawberry banana;harvest peach;variety|low fat
Philadelphia|cream cheese|~original;light;chive & onion;strawberry|brick;spread;soft
Kerrygold|butter|salted;unsalted|pure irish;grass fed
Land O Lakes|butter|salted;unsalted|sticks;sweet cream
Tillamook|cheese|medium cheddar;sharp cheddar;colby jack;pepper jack|slices;block
Kraft|shredded cheese|mexican blend;mozzarella;sharp cheddar;triple cheddar|finely
Kraft|singles american cheese slices|~;2% reduced fat;white|individually wrapped
Kraft|macaroni & cheese|original;thick & creamy;three cheese|dinner;cups
Babybel|mini cheese|original;light;white cheddar;gouda|snack;semisoft
Sargento|cheese|string light;sticks sharp cheddar;balanced breaks variety|natural;snack
Eggland's Best|large eggs|white;cage free brown;organic brown|grade a
Oscar Mayer|bacon|~original;thick cut;turkey;lower sodium|naturally hardwood smoked
Hormel Black Label|bacon|~original;thick cut;fully cooked;maple|hardwood smoked
Jimmy Dean|breakfast sandwich|sausage egg & cheese croissant;bacon egg & cheese biscuit;turkey sausage muffin|frozen
Johnsonville|sausage|original bratwurst;sweet italian;hot italian;cheddar bratwurst|fresh
Hebrew National|beef franks|~;reduced fat|kosher;hot dogs
Ball Park|franks|angus beef;turkey;bun size beef|hot dogs
Tyson|chicken nuggets|~;panko;dino|frozen;fully cooked
Perdue|chicken|breast tenders;breast patties;popcorn;wings|frozen;breaded
Butterball|turkey|breakfast sausage patties;bacon;burgers;ground|frozen
Bumble Bee|tuna|solid white albacore in water;chunk light in water;solid white albacore in oil|canned;wild caught
StarKist|tuna|chunk light in water;solid white albacore in water;lemon pepper pouch|canned
Bumble Bee|salad kit|tuna;chicken|snack on the run;crackers
Chicken of the Sea|tuna|chunk light in water;solid white albacore in water|canned;premium
Hormel|chili|with beans;no beans;turkey with beans|canned
Campbell's|condensed soup|chicken noodle;tomato;cream of mushroom;cream of chicken|canned
Progresso|soup|chicken noodle;chicken & wild rice;minestrone;lentil|traditional;canned
Swanson|broth|chicken;beef;vegetable;low sodium chicken|carton;gluten free
Knorr|bouillon|chicken;beef;tomato with chicken;vegetable|granulated
Nongshim|shin ramyun noodle soup|~original;black;red|spicy;gourmet;ramen
Nongshim|bowl noodle soup|udon;tonkotsu ramen;spicy chicken;kimchi|instant
Maruchan|ramen noodle soup|chicken;beef;shrimp;soy sauce|instant;flavor
Nissin|cup noodles|chicken;beef;shrimp;spicy chile chicken|ramen soup
Annie Chun's|noodle bowl|udon;kung pao;miso|soup;asian
Bush's Best|beans|original baked;vegetarian baked;black;maple baked|canned;gluten free
S&W|beans|black;kidney;garbanzo;pinto|organic;canned
Del Monte|vegetables|sweet corn;cut green beans;sweet peas|canned;whole kernel
Del Monte|fruit cups|diced peaches;mandarin oranges;mixed fruit;variety|in juice
Dole|pineapple|slices;chunks;tidbits;crushed|in 100% juice;canned
Dole|juice|pineapple;pineapple orange|100%;canned
Dole|fruit bowls|diced peaches;mandarin oranges;mixed fruit;cherry mixed fruit|in 100% juice;cups
Hunt's|tomatoes|diced;crushed;whole peeled;fire roasted diced|canned;no salt added
Hunt's|tomato sauce|~;no salt added;basil garlic oregano|canned
Hunt's|snack pack pudding|chocolate;vanilla;chocolate & vanilla;butterscotch|cups;gluten free
Contadina|tomato paste|~;italian herbs|canned;roma
Mahatma|rice|jasmine;extra long grain white;basmati;brown|thai;enriched
Ben's Original|rice|long grain white;ready jasmine;whole grain brown|parboiled
Golden Star|jasmine rice|~;brown|thai;hom mali
Royal|basmati rice|~;brown|aged;long grain
Success|boil-in-bag rice|white;brown;jasmine|precooked;gluten free
Wesson|oil|canola;vegetable;corn|pure;cooking
Mazola|oil|corn;canola;vegetable|cooking;cholesterol free
Bertolli|olive oil|extra virgin;extra light;classico|cold extracted
Pompeian|olive oil|robust extra virgin;smooth extra virgin;light taste|cold pressed
Chosen Foods|avocado oil|~;spray|100% pure;cooking;non-gmo
Pam|cooking spray|original;olive oil;butter;baking|no-stick
ReaLemon|lemon juice|~;organic|100%;concentrate
McCormick|black pepper|ground;coarse ground;peppercorns|pure
McCormick|seasoning|garlic powder;onion powder;italian;montreal steak;paprika;chili powder|spice
Mrs. Dash|seasoning blend|original;garlic & herb;lemon pepper;table blend|salt-free
Morton|salt|iodized table;coarse kosher;himalayan pink|all purpose
Lawry's|seasoned salt|~;black pepper;25% less sodium|seasoning
Tabasco|sauce|original red pepper;green jalapeno;chipotle|hot
Cholula|hot sauce|original;chipotle;green pepper;chili garlic|mexican
Huy Fong|chili sauce|sriracha hot;garlic;sambal oelek|squeeze
Kikkoman|soy sauce|~traditionally brewed;less sodium;gluten free tamari|all purpose
Pace|salsa|chunky mild;chunky medium;picante medium;chunky hot|gluten free
Tostitos|salsa|chunky medium;chunky mild;con queso|dip
Tostitos|tortilla chips|scoops;restaurant style;hint of lime;bite size rounds|corn;party size
Doritos|tortilla chips|nacho cheese;cool ranch;spicy nacho;flamin' hot|party size
Lay's|potato chips|classic;barbecue;sour cream & onion;salt & vinegar|party size;family size
Ruffles|potato chips|original;cheddar & sour cream;sour cream & onion|ridged
Pringles|potato crisps|original;sour cream & onion;cheddar cheese;barbecue;variety|chips;cans;snack stacks
Kettle Brand|potato chips|sea salt;backyard barbeque;krinkle cut salt & pepper;jalapeno|kettle cooked
Cheetos|cheese snacks|crunchy;puffs;flamin' hot crunchy|flavored
Fritos|corn chips|original;chili cheese;scoops|party size
Takis|rolled tortilla chips|fuego;intense nacho;blue heat;guacamole|spicy
SunChips|whole grain snacks|harvest cheddar;garden salsa;original;variety|multigrain
SkinnyPop|popcorn|original;white cheddar;kettle sweet & salty|gluten free;vegan
Smartfood|popcorn|white cheddar;kettle corn|gluten free
Orville Redenbacher's|popping corn|original;white|gourmet;kernels;non-gmo
Orville Redenbacher's|microwave popcorn|butter;movie theater butter;ultimate butter;light|gourmet
Snyder's of Hanover|pretzels|mini;rods;sourdough hard;honey mustard pieces|fat free
Utz|pretzels|mini twist;sourdough specials;rods|barrel
Rold Gold|pretzels|tiny twists;sticks|fat free
Goldfish|crackers|cheddar;parmesan;pizza;colors;xtra cheddar|baked snack;pepperidge farm
Cheez-It|crackers|original;white cheddar;pepper jack;extra toasty;hot & spicy|baked snack;cheese
Ritz|crackers|original;whole wheat;reduced fat|snack;sleeves;butter
Ritz Bits|cracker sandwiches|cheese;peanut butter|snack
Triscuit|crackers|original;reduced fat;rosemary & olive oil|whole grain wheat
Wheat Thins|crackers|original;reduced fat;sundried tomato & basil|whole grain
Keebler|crackers|club original;toasteds;townhouse|snack
Lance|sandwich crackers|toastchee peanut butter;toasty;whole grain cheddar|snack
Oreo|cookies|~original;double stuf;golden;mint|chocolate sandwich;creme
Famous Amos|cookies|chocolate chip;chocolate chip & pecan|bite size
Chips Ahoy|cookies|original;chewy;chunky|chocolate chip
Nonni's|biscotti|almond dark chocolate;cioccolati;limone;salted caramel|individually wrapped;italian
Biscoff|cookies|~;sandwich vanilla|caramelized;lotus
Milano|cookies|dark chocolate;milk chocolate;mint;double chocolate|pepperidge farm
Little Debbie|snack cakes|oatmeal creme pies;cosmic brownies;swiss rolls;zebra cakes|individually wrapped
Hostess|snack cakes|twinkies;cupcakes chocolate;donettes powdered;ding dongs|individually wrapped
Entenmann's|little bites muffins|chocolate chip;blueberry;brownies|snack
King's Hawaiian|rolls|original sweet;savory butter;jalapeno|dinner;soft
Mission|flour tortillas|soft taco;burrito;carb balance|super soft;size
Mission|corn tortillas|yellow;white|gluten free
Hershey's|milk chocolate bars|~;almonds;special dark|candy;full size
Hershey's|syrup|chocolate;strawberry;special dark|bottle
Hershey's|nuggets|assorted;milk chocolate;almond & toffee|candy
Hershey's|kisses|milk chocolate;almond;special dark|candy;bulk
Hershey's|cocoa powder|~natural unsweetened;special dark|baking
Reese's|peanut butter cups|~milk chocolate;white;dark;miniatures|candy;snack size
Kit Kat|candy bars|~milk chocolate;white;dark|wafer;king size
Snickers|candy bars|~;almond;peanut butter|chocolate;full size
Twix|candy bars|~caramel cookie;peanut butter;salted caramel|chocolate;share size
M&M's|chocolate candies|milk chocolate;peanut;peanut butter;caramel|sharing size
Skittles|candy|original;wild berry;tropical;sour|chewy;fruity;fruit
Starburst|chewy candy|original;favereds;tropical|fruit chews;jar;strawberry cherry lemon & orange
Jolly Rancher|hard candy|original;watermelon;assorted|fruit flavored
Jolly Rancher|lollipops|assorted;cherry|hard candy
Life Savers|hard candy|five flavor;wint-o-green mints;pep-o-mint|individually wrapped
Life Savers|gummies|five flavor;wild berries;collisions|candy
Haribo|gummi candy|goldbears;happy cola;twin snakes|gummy
Sour Patch Kids|candy|original;watermelon;extreme|soft & chewy;assorted fruit
Twizzlers|twists|strawberry;cherry;pull 'n' peel|licorice candy
Werther's Original|caramel candies|hard;soft;sugar free hard|caramels
Altoids|mints|peppermint;wintergreen;cinnamon;spearmint|curiously strong;breath
Ice Breakers|sugar free mints|wintergreen;coolmint;spearmint|breath
Tic Tac|mints|freshmint;orange;fruit adventure|breath
Extra|sugar free gum|spearmint;peppermint;polar ice;sweet watermelon|chewing;slim pack;wrigley's
Trident|sugar free gum|original;spearmint;tropical twist;cinnamon|chewing
Ferrero Rocher|hazelnut chocolates|~;dark;collection|fine;gift box
Ghirardelli|chocolate squares|assorted;dark sea salt caramel;milk caramel;intense dark|premium
Lindt|lindor truffles|assorted;milk chocolate;dark;white|chocolate
Nestle Toll House|chocolate chips|semi-sweet;milk chocolate;dark;white|baking;morsels
Planters|mixed nuts|~;deluxe;lightly salted;honey roasted|roasted
Planters|peanuts|cocktail;dry roasted;honey roasted;lightly salted dry roasted|salted
Blue Diamond|almonds|smokehouse;roasted salted;whole natural;wasabi & soy;lightly salted|snack nuts
Wonderful|pistachios|roasted & salted;no shells roasted & salted;sweet chili;lightly salted|in shell
Kar's|trail mix|sweet 'n salty;peanut butter 'n dark chocolate|nut
Slim Jim|smoked snack sticks|original;mild;tabasco|meat
Jack Link's|beef jerky|original;teriyaki;peppered|high protein
Chomps|beef sticks|original;jalapeno;original turkey|grass-fed;zero sugar
Sun-Maid|raisins|~natural california;golden;vanilla yogurt|dried fruit
Sunsweet|prunes|~amazin;pitted|dried plums
Mariani|dried fruit|apricots;cranberries;prunes;mango|
Made in Nature|dried|mangoes;figs;apricots|organic;unsulfured
Manuka Health|manuka honey|umf 10+;umf 6+|raw
Log Cabin|syrup|original;sugar free;lite|pancake
Mrs. Butterworth's|syrup|original;sugar free;lite|pancake
Aunt Jemima|pancake mix|original;buttermilk complete;whole wheat|waffle
Krusteaz|pancake mix|buttermilk;buttermilk protein;blueberry|complete
Betty Crocker|brownie mix|fudge;triple chunk;dark chocolate|
Betty Crocker|fruit gushers|variety;strawberry splash;tropical|fruit flavored snacks
Pillsbury|cake mix|yellow;devil's food;funfetti|moist supreme
Jell-O|gelatin|strawberry;cherry;lime;sugar free strawberry|dessert
Clabber Girl|baking|powder;soda|double acting
Arm & Hammer|baking soda|~|pure
DiGiorno|rising crust pizza|pepperoni;supreme;four cheese|frozen
Red Baron|classic crust pizza|pepperoni;four cheese;supreme|frozen
Totino's|pizza rolls|pepperoni;combination;cheese|frozen
Hot Pockets|sandwiches|pepperoni pizza;ham & cheddar;philly steak|frozen
El Monterey|burritos|bean & cheese;beef & bean;egg sausage & cheese|frozen
Eggo|waffles|buttermilk;homestyle;blueberry|frozen
Ore-Ida|potatoes|tater tots;crinkle fries;hash brown patties;extra crispy fast food fries|frozen
Alexia|sweet potato fries|~;waffle cut|frozen;sea salt
Birds Eye|vegetables|broccoli florets;mixed;sweet peas;cut green beans|frozen;steamfresh
Gorton's|fish|crunchy breaded fillets;beer battered fillets;sticks|frozen;wild caught
SeaPak|shrimp|popcorn;jumbo butterfly;garlic butter scampi|frozen
Haagen-Dazs|ice cream bars|vanilla milk chocolate almond;vanilla dark chocolate;coffee almond crunch|
Klondike|ice cream bars|original;reese's;heath|vanilla
Outshine|fruit bars|strawberry;mango;lime;variety|frozen
Sabra|hummus|classic;roasted red pepper;roasted garlic;supremely spicy|singles
Wholly Guacamole|guacamole minis|classic;homestyle;spicy|avocado
Tide|liquid laundry detergent|original;free & gentle;plus bleach alternative;mountain spring|he;high efficiency;loads
Tide|pods laundry detergent|original;free & gentle;spring meadow;ultra oxi|he;pacs
Gain|liquid laundry detergent|original;moonlight breeze;island fresh|he;aroma boost
Gain|flings laundry detergent|original;moonlight breeze;spring daydream|pacs;he
Arm & Hammer|liquid laundry detergent|clean burst;plus oxiclean fresh scent;sensitive skin free & clear|he
Persil|laundry detergent|original;intense fresh;sensitive skin|proclean;liquid
Downy|fabric softener|april fresh;free & gentle;clean breeze|ultra;liquid;conditioner
Downy|in-wash scent booster beads|april fresh;fresh protect;cool cotton;infusions lavender|unstopables
Bounce|dryer sheets|outdoor fresh;free & gentle;fresh linen|fabric softener
Snuggle|dryer sheets|blue sparkle;free|fabric softener
OxiClean|stain remover|versatile powder;white revive;max force spray|laundry
Clorox|bleach|regular;splash-less;fresh meadow|disinfecting;concentrated
Clorox|disinfecting wipes|variety;fresh scent;crisp lemon|bleach free
Lysol|disinfecting wipes|lemon & lime blossom;variety;crisp linen|cleaning
Lysol|disinfectant spray|crisp linen;early morning breeze;lemon|aerosol
Cascade|dishwasher detergent pacs|complete fresh;platinum fresh;platinum plus lemon|actionpacs
Cascade|dishwasher detergent gel|advanced power fresh;lemon;complete|liquid
Finish|dishwasher detergent tablets|quantum;powerball deep clean;ultimate|fresh
Dawn|dish soap|original;platinum fresh rain;antibacterial apple blossom;free & clear|ultra;liquid;dishwashing
Dawn|powerwash dish spray|fresh;apple;free & clear|refill;platinum
Palmolive|dish soap|original;lemon;antibacterial orange|ultra strength;liquid
Windex|glass cleaner|original blue;vinegar;ammonia free|spray;refill
Mr. Clean|multi surface cleaner|summer citrus;meadows & rain;lavender|antibacterial
Mr. Clean|magic eraser|original;extra durable;bath|cleaning pads
Swiffer|sweeper dry pads|unscented;gain;lavender|refills
Swiffer|sweeper wet pads|open window fresh;lavender;gain|mopping cloths
Scotch-Brite|scrub sponges|heavy duty;non-scratch;dobie|
Febreze|air freshener spray|linen & sky;gain original;heavy duty crisp clean|odor eliminating
Glade|plugin scented oil refills|clean linen;lavender & vanilla;apple cinnamon|
Bounty|paper towels|select-a-size white;full sheet white;select-a-size prints|2-ply;rolls
Brawny|paper towels|tear-a-square;pick-a-size|2-ply
Charmin|toilet paper|ultra soft;ultra strong;essentials soft|bath tissue;mega rolls
Cottonelle|toilet paper|ultra comfortcare;ultra clean|bath tissue
Scott|toilet paper|1000 sheets;comfort plus|bath tissue;septic-safe
Kleenex|facial tissue|ultra soft;trusted care;anti-viral;lotion|3-ply;upright boxes
Puffs|facial tissue|plus lotion;ultra soft|
Glad|trash bags|tall kitchen drawstring;forceflex tall kitchen;large black drawstring|13 gallon
Hefty|trash bags|tall kitchen ultra strong;large black strong|drawstring
Ziploc|storage bags|gallon freezer;quart freezer;gallon storage;sandwich;slider|easy open
Reynolds|aluminum foil|standard;heavy duty|wrap
Reynolds|parchment paper|~|kitchen
Saran|premium wrap|~;cling plus|plastic
Solo|cups|red plastic;clear plastic;paper hot|party
Dixie|paper plates|everyday 8.5 inch;ultra 10 inch|disposable
Chinet|paper plates|classic dinner;lunch;comfort|white
Duracell|batteries|aa alkaline;aaa alkaline;c alkaline;d alkaline;9v alkaline|coppertop;long lasting
Energizer|batteries|max aa;max aaa;ultimate lithium aa;industrial d|alkaline
Huggies|diapers|little snugglers;little movers;snug & dry;overnites|baby;disposable
Huggies|baby wipes|natural care sensitive;simply clean;refreshing cucumber|unscented
Pampers|diapers|swaddlers;cruisers;baby dry|disposable;baby
Pampers|baby wipes|sensitive;complete clean;aqua pure|water based
Similac|infant formula|pro-advance;pro-sensitive;pure bliss|powder;iron
Enfamil|infant formula|neuropro;gentlease;ar|powder
Gerber|baby food|apple;banana;sweet potato;variety|2nd foods
Purina|cat chow|naturals;indoor;complete|dry food
Purina One|dog food|smartblend chicken & rice;lamb & rice;large breed puppy|dry
Tidy Cats|cat litter|24/7 performance clumping;free & clean unscented;lightweight|multi cat
Fresh Step|cat litter|febreze fresh;multi-cat;unscented|clumping
Fancy Feast|wet cat food|grilled seafood variety;classic pate poultry variety;gravy lovers variety|canned
Pedigree|dry dog food|roasted chicken rice & vegetable;grilled steak & vegetable;puppy chicken|adult
Milk-Bone|dog biscuits|original medium;original large;flavor snacks small|crunchy treats
Blue Buffalo|dry dog food|chicken & brown rice;lamb & brown rice;puppy chicken|life protection
Crest|toothpaste|3d white;complete whitening scope;pro-health clean mint;cavity protection|fluoride
Colgate|toothpaste|total whitening;optic white;cavity protection;max fresh|anticavity
Sensodyne|toothpaste|pronamel;extra whitening;fresh mint;repair & protect|sensitive
Listerine|mouthwash|cool mint;ultraclean cool mint;total care;original|antiseptic
Oral-B|brush heads|crossaction;precision clean;floss action;sensitive|replacement;electric toothbrush
Dove|beauty bar|white;sensitive skin;pink;cucumber green tea|soap;moisturizing
Dove|body wash|deep moisture;sensitive skin;cucumber & green tea|nourishing
Dial|bar soap|gold;white;spring water|antibacterial
Irish Spring|bar soap|original;aloe|deodorant
Softsoap|hand soap|fresh breeze;soothing aloe vera;lavender & chamomile|liquid;refill
Pantene|shampoo|classic clean;daily moisture renewal;repair & protect|pro-v
Pantene|conditioner|classic clean;daily moisture renewal;repair & protect|pro-v
Head & Shoulders|shampoo|classic clean;2-in-1 classic clean;dry scalp;royal oils|dandruff
Old Spice|deodorant|pure sport;swagger;fiji;high endurance|antiperspirant
Degree|antiperspirant deodorant|cool rush;shower clean;ultraclear black + white|men
Gillette|razor cartridges|fusion5;mach3;proglide;venus|refill;blades
Cetaphil|lotion|moisturizing;daily advance;gentle skin cleanser|fragrance free
Vaseline|lotion|cocoa radiant;aloe soothe;advanced repair unscented|intensive care
Tampax|pearl tampons|regular;super;super plus;light/regular/super variety|unscented
Always|pads|ultra thin regular;maxi overnight;infinity heavy|wings
Tylenol|extra strength acetaminophen|caplets;rapid release gels;pm|500 mg;pain reliever
Advil|ibuprofen|tablets;liqui-gels;pm|200 mg;pain reliever
Aleve|naproxen|caplets;liquid gels;back & muscle|pain reliever
Claritin|allergy|24 hour tablets;liqui-gels;children's chewables|non-drowsy
Zyrtec|allergy|24 hour tablets;children's syrup;d 12 hour|antihistamine
Centrum|multivitamin|adults;silver adults 50+;silver women 50+;men|tablets
Nature Made|vitamin d3|2000 iu softgels;5000 iu softgels;1000 iu tablets|supplement
Nature Made|fish oil|1200 mg;1000 mg;burp-less 1200 mg|omega-3;softgels
Airborne|vitamin c|very berry chewable;citrus effervescent;assorted gummies|immune support
Emergen-C|vitamin c drink mix|super orange;raspberry;variety;tangerine|1000 mg
Metamucil|fiber powder|orange smooth sugar-free;orange coarse;unflavored|psyllium
`;

/** What store brands sell: the same goods under house names. */
const STORE_GOODS = `
whole almonds|~natural;roasted salted;dry roasted;chocolate covered|
mixed nuts|~roasted salted;extra fancy unsalted;deluxe|
cashews|~whole salted;unsalted;honey roasted|fancy
walnuts|~halves & pieces|natural
pecan halves|~;candied|
trail mix|~;tropical;peanut butter|snack
peanut butter|creamy;crunchy;natural creamy;organic creamy|
organic peanut butter|creamy;crunchy|
virgin coconut oil|organic|cold pressed
olive oil|extra virgin;organic extra virgin;refined|cold pressed
canola oil|~;spray|pure
vegetable oil|~|
jasmine rice|thai hom mali;brown;organic|long grain
basmati rice|~;brown|
long grain rice|white;brown;parboiled|enriched
all purpose flour|~;organic;unbleached|
granulated sugar|~;organic;light brown;powdered|cane
pink himalayan salt|fine grain;coarse|
sea salt|~mediterranean;coarse|
honey|~raw;organic raw;wildflower|
maple syrup|organic;~|pure;grade a
old fashioned oats|~;organic;quick|
granola|honey almond;vanilla blueberry;ancient grains|
spaghetti pasta|~;whole wheat|
linguine pasta|~|
marinara sauce|~;organic|
diced tomatoes|~;organic;no salt added|canned
tomato sauce|~;organic|
tomato paste|~;organic|
solid white albacore tuna|in water;in oil|canned
chunk light tuna|in water;in vegetable oil|
chicken breast in water|~|canned;premium chunk
chicken stock|~;organic;low sodium|
black beans|~;organic|canned
pinto beans|~;refried|
purified water|~;minerals added|drinking;bottled
spring water|~;sparkling|
sparkling water|lime;variety;grapefruit;berry|
apple juice|~;organic|100%
orange juice|no pulp;with pulp|100%
cranberry juice|~cocktail;light|
almond beverage|vanilla;unsweetened;original|non-dairy
soy beverage|vanilla;plain|organic
colombian coffee|~whole bean;ground;decaf|medium roast
french roast coffee|~whole bean;ground|dark
coffee pods|breakfast blend;variety;dark roast;decaf|k-cup;single serve
green tea bags|~;matcha blend|
purified butter|salted;unsalted|
butter|salted;unsalted|sticks
parmesan cheese|grated;shredded;wedge|aged
mozzarella cheese|shredded;string;fresh|
cheddar cheese|sharp;mild;shredded mild|
cream cheese|~;light|
large eggs|cage free;organic;grade a|
greek yogurt|plain nonfat;vanilla|
ice cream|vanilla;chocolate|super premium
strawberries|~;organic|frozen;whole
blueberries|~;organic;wild|frozen
mixed berries|~three berry blend;organic|frozen
broccoli florets|~;organic|frozen
green peas|~|frozen
french fries|crinkle cut;straight cut;shoestring|frozen
chicken breasts|boneless skinless;bone in|frozen
chicken wings|~;buffalo|frozen
chicken nuggets|~|frozen
atlantic salmon|fillets;smoked|
cod fillets|~;breaded|wild caught;frozen
raw shrimp|tail-on;peeled|frozen
ground beef|~lean;organic|
bacon|~hickory smoked;thick cut;turkey|
meatballs|~italian style;homestyle|
turkey breast|oven roasted;smoked|sliced
dinner rolls|~;wheat|
bagels|plain;everything|
muffins|blueberry;chocolate;variety|
tortilla chips|~;organic;blue corn|
pita chips|sea salt;garlic|
veggie straws|~sea salt|
popcorn|microwave butter;white cheddar;kettle|
protein bars|chocolate chip cookie dough;variety;peanut butter|
fruit snacks|~mixed fruit;organic|
dried mangoes|~;organic|
dried cranberries|~;organic|sweetened
raisins|~;chocolate covered|
chocolate chips|semi-sweet;milk|
ketchup|~tomato;organic|squeeze
mayonnaise|~;light|
ranch dressing|~;light|
barbecue sauce|~;honey|
apple cider vinegar|~;organic|
balsamic vinegar|~of modena|
garlic powder|~;granulated|
black pepper|ground;peppercorns|
cinnamon|ground;sticks|
vanilla extract|~;imitation|pure
liquid laundry detergent|~ultra clean;free & clear|he
laundry detergent pods|~ultra clean;free & clear|pacs
fabric softener|~fresh;free & gentle|liquid
dryer sheets|~fresh;free|
dishwasher pacs|~platinum;lemon|detergent
dish soap|~fresh;citrus|liquid
disinfecting wipes|variety;lemon|
bleach|~regular|
paper towels|~create-a-size white|2-ply
bath tissue|~ultra soft;2-ply|toilet paper
facial tissue|~;lotion|
napkins|~white;dinner|
trash bags|kitchen drawstring;compactor;black outdoor|13 gallon
aluminum foil|~heavy duty;foodservice|
plastic wrap|~|food
storage bags|gallon;quart freezer;sandwich|
paper plates|~dinner;dessert|
plastic cups|~red;clear|
aa batteries|~alkaline|
aaa batteries|~alkaline|
diapers|~;training pants|
baby wipes|~unscented;scented|
dog food|adult chicken & rice;adult lamb & rice;puppy|dry
cat food|indoor;chicken & rice|dry
cat litter|clumping;unscented|
ibuprofen|~tablets;softgels|200 mg
acetaminophen|~caplets;pm|500 mg
allergy relief|cetirizine;loratadine|24 hour
multivitamin|adult;50+|
vitamin d3|2000 iu;5000 iu|softgels
fish oil|1000 mg;1200 mg|omega-3
glucosamine|~with chondroitin|
`;

const STORE_NAMES = [
  "Kirkland Signature",
  "Member's Mark",
  "Member's Selection",
  "Great Value",
  "Wellsley Farms",
  "Good & Gather",
  "Happy Belly",
  "Simple Truth",
];

export type ClubGood = {
  readonly brand: string;
  readonly head: string;
  /** Without its "~". */
  readonly variant: string;
  readonly isPlain: boolean;
  readonly extras: readonly string[];
  /** Same product, same family: equal for two goods that differ by variant only. */
  readonly family: string;
  /** What it is, whoever makes it: only store brands are compared by it. */
  readonly kind: string;
  readonly isStoreBrand: boolean;
};

function goodsOf(brand: string, line: readonly string[], isStoreBrand: boolean): ClubGood[] {
  const [head = "", variants = "", extras = ""] = line;
  return variants.split(";").map((written) => {
    const variant = written.replace("~", "");
    return {
      brand,
      head,
      variant,
      isPlain: written.startsWith("~"),
      extras: extras.split(";").filter((extra) => extra !== ""),
      family: `${brand}|${head}`,
      kind: `${head}|${variant}`,
      isStoreBrand,
    };
  });
}

function linesOf(text: string): string[][] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
}

/** Every good of a national brand. */
export const BRAND_GOODS: readonly ClubGood[] = linesOf(GOODS).flatMap(([brand = "", ...line]) =>
  goodsOf(brand, line, false),
);

/** Goods that one house brand has. */
export const HOUSE_KINDS = linesOf(STORE_GOODS).flatMap(([, variants = ""]) => variants.split(";")).length;

/** Every good of every house brand, brand by brand. */
export const HOUSE_GOODS: readonly ClubGood[] = STORE_NAMES.flatMap((brand) =>
  linesOf(STORE_GOODS).flatMap((line) => goodsOf(brand, line, true)),
);
