/** Plurals that no rule below makes right, and words that look like plurals and are none. */
const IRREGULAR = new Map(
  `men man;women woman;children child;people people;feet foot;teeth tooth;geese goose;mice mouse;lice louse;oxen ox;dice die;
leaves leaf;lives life;halves half;knives knife;wolves wolf;shelves shelf;calves calf;loaves loaf;thieves thief;wives wife;elves elf;selves self;
hooves hoof;axes axis;gases gas;biases bias;aliases alias;canvases canvas;atlases atlas;buses bus;matrices matrix;vertices vertex;indices index;
appendices appendix;helices helix;vortices vortex;cortices cortex;apices apex;codices codex;radices radix;criteria criterion;phenomena phenomenon;
mitochondria mitochondrion;automata automaton;ganglia ganglion;strata stratum;spectra spectrum;quanta quantum;ova ovum;symposia symposium;
bacteria bacterium;stadia stadium;addenda addendum;errata erratum;genera genus;corpora corpus;opera opera;species species;series series;
genus genus;means means;news news;physics physics;mathematics mathematics;always always;caches cache;aches ache;headaches headache;niches niche;
avalanches avalanche;psyches psyche;movies movie;cookies cookie;calories calorie;zombies zombie;ties tie;pies pie;lies lie;shoes shoe;toes toe;
uses use;causes cause;clauses clause;pauses pause;houses house;fuses fuse;excuses excuse;abuses abuse;muses muse;quizzes quiz;pancreas pancreas;
canvas canvas;atlas atlas;bias bias;alias alias;texas texas;gas gas;chaos chaos;cosmos cosmos;ethos ethos;lens lens;lenses lens;rhinoceros rhinoceros;
lotus lotus;diabetes diabetes;rabies rabies;scabies scabies;herpes herpes;feces feces;faeces faeces;christmas christmas;athens athens;
kubernetes kubernetes;redis redis;postgres postgres;sass sass;apis api;menus menu;taxis taxi;skis ski;wikis wiki;gurus guru;stomata stoma;mycelia mycelium;epithelia epithelium;endothelia endothelium;flagella flagellum;cilia cilium;septa septum;crises crisis;
oases oasis;testes testis;metastases metastasis;https https;dns dns;css css;js js;os os;ios ios;gps gps;aws aws;this this;its its;
has has;was was;does does;goes go;yes yes;us us;thus thus;plus plus;bus bus;less less;across across;perhaps perhaps;sometimes sometimes`
    .split(/;\s*/)
    .map((pair) => pair.split(' ') as [string, string]),
)

const RULES: readonly (readonly [RegExp, string])[] = [
  // hypotheses, syntheses, parentheses; analyses, hydrolyses
  [/(th|nt)eses$/, '$1esis'],
  [/yses$/, 'ysis'],
  [/(.{3}(?:io|to|ro|no|lo))ses$/, '$1sis'],
  [/angia$/, 'angium'],
  [/chi$/, 'chus'],
  [/([^aeiou])ies$/, '$1y'],
  [/(ss|x|[cs]h|zz|[^aeo]us)es$/, '$1'],
  [/(at|t|her|ech|vet)oes$/, '$1o'],
  // larvae, algae
  [/([^aeiou])ae$/, '$1a'],
  // nuclei, fungi, stimuli
  [/([bcdglmnpr]|[cl]e)i$/, '$1us'],
  [/([^isu])s$/, '$1'],
]
const SHORTEST = 4
const NOT_PLURAL_I =
  /^(?:wi-?fi|taxi|alibi|multi|semi|anti|mini|pi|chi|phi|psi|xi|wiki|api|gui|cli|uri|midi|nazi|hindi|safari|yeti|peri|ai|brocoli|broccoli|spaghetti|graffiti)$/

/**
 * The singular of an English noun in lower case, or the word itself when it is none or has none. By endings and a list of
 * exceptions, so the same word always gives the same form; verbs in the third person lose their s as well.
 */
export function englishSingular(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length < SHORTEST || NOT_PLURAL_I.test(word)) return word
  for (const [ending, replacement] of RULES) if (ending.test(word)) return word.replace(ending, replacement)
  return word
}
