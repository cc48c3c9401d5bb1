//! Short lists of words, one for each trait that no file of `assets/redaction` has.

pub(super) const TITLES: &str = "mr mrs ms miss mx dr doctor prof professor sir madam madame rev reverend \
    hon sgt sergeant lt lieutenant capt captain officer insp señor señora sr sra herr frau mister \
    missus";
pub(super) const ACTS: &str = "said says say told tells tell asked asks called calls reported reports stated \
    states signed signs confirmed confirms mentioned mentions explained explains claimed claims \
    complained complains agreed agrees refused refuses emailed emails texted phoned wrote writes \
    wants wanted replied responded insisted admitted denied noted requested requests promised \
    showed shows lives works worked met answered thinks believes knows acknowledged witnessed \
    observed advised advises arrived fell slipped disagreed demonstrated gave handed has";
pub(super) const MONTHS: &str = "january february march april may june july august september october \
    november december jan feb mar apr jun jul aug sep sept oct nov dec";
pub(super) const DIRECTIONS: &str = "n s e w ne nw se sw north south east west northeast northwest southeast \
    southwest";
pub(super) const STATES: &str = "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt \
    ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr vi gu as mp ap ae \
    aa fm mh pw";
pub(super) const STOPS: &str = "a an the and or but nor so yet if then than that this these those there here \
    i me my mine we us our ours you your yours he him his she her hers it its they them their \
    theirs who whom whose which what when where why how is am are was were be been being do does \
    did done have had having can could shall should would might must not no yes ok okay of at by \
    for from in into on onto out over under up down off to with without about above after again \
    against before behind below between beyond during except near per re since through until via \
    vs attn cc fyi asap aka ie eg etc incl approx misc reqd per all any both each few more most other some such only own same too very just also still now \
    please thanks thank hi hello hey dear regards sincerely um uh er well yeah yep nope n/a none \
    unknown tbd na as because while although however one two";
pub(super) const NUMBERS: &str = "zero oh one two three four five six seven eight nine ten eleven twelve \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty \
    sixty seventy eighty ninety hundred thousand double triple treble niner nought naught";
pub(super) const NATOS: &str = "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett \
    kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky \
    xray yankee zulu";
pub(super) const UNITS: &str = "psi psig psid kpa bar feet foot ft inch inches in cm mm meter meters metre metres \
    volt volts v kv amp amps a ma ohm ohms watt watts w kw kwh degree degrees f c hz gallon gallons \
    gpm cfm liter liters litre litres percent lb lbs pound pounds kg gram grams ounce ounces oz \
    ppm dollars dollar usd btu mph rpm sqft hours hour minutes minute seconds days weeks months \
    years lux db ah mah va kva kvar hp ton tons tonnes mbh therms ft2 m2 sf cf yd yards mil mils awg \
    fpm lpm lps scfh mv lel pct percentage cycles gal rpms";
pub(super) const PARTICLES: &str = "de da di del della der den des dos das du la le van von vander bin ibn al \
    el ben mac mc st san santa y e o ter ten zu zur af av ap nic ni ui af bint ould";
pub(super) const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh \
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth \
    thirtieth";
pub(super) const THINGS: &str = "alarm area basement beam boiler breaker bldg building bathroom ceiling chart \
    circuit city compressor conduit cooler corridor county department dept deck detector door drain \
    duct elevator elevation exit exterior extinguisher fan fire floor freezer freezers fridge \
    furnace garage gas gauge grid hallway handrail hood hvac inspection interior kitchen landing \
    letter level line lobby loft mechanical meter office outlet panel permit photo photos pipe \
    plumbing pressure pump report riser roof room section serial sensor shaft sink site sprinkler \
    stair stairs stairwell static suite sump supply switch system tank temperature unit valve vent \
    violation wall water window wing wiring work zone food health safety code notice warning \
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday noon midnight \
    attic apartment apt order invoice license licence phone address email date signature owner \
    mech rm elec svc mgmt insp reinsp ext temp qty pkg assy xfmr equip maint prop addr asst reinspect \
    min max avg gfci hvac ahu rtu vav afci fdc lpg cctv nvr bms bas hmi plc vfd mcc ats ups spd scba ppe \
    msds sds rpz prv tmv trv wc sched misc co2 appt admin combo keypad lockbox passcode login wifi";
pub(super) const VEHICLES: &str = "vehicle vehicles car cars truck trucks van vans pickup sedan suv minivan trailer lorry \
    motorcycle motorbike moped tow towed towing parked parking dumper hatchback coupe wagon tanker \
    ute rv camper semi chevy chevrolet ford toyota honda nissan dodge ram gmc jeep subaru mazda kia \
    hyundai tesla bmw audi mercedes volkswagen vw volvo lexus acura infiniti buick cadillac \
    chrysler peterbilt kenworth freightliner isuzu vauxhall renault peugeot citroen fiat skoda \
    opel transit sprinter econoline silverado sierra tacoma tundra camry corolla civic accord \
    altima sentra fusion focus explorer escape rav4 crv prius tahoe suburban f150 f250 f350 e150 \
    e250 caravan odyssey sienna promaster vivaro kangoo berlingo trafic outback forester wrangler \
    cherokee frontier ranger colorado malibu impala jetta passat golf polo corsa astra";
pub(super) const ILLS: &str = "out home called sick stomach food norovirus hepatitis salmonella salmonellosis shigella \
    typhoid jaundice diarrhea diarrhoea vomiting vomited tuberculosis covid influenza the sore \
    pregnant diabetes diabetic epilepsy epileptic seizure seizures heart stroke cancer hiv asthma \
    depression migraine broken concussion surgery chemo dialysis dementia";
