/** Words of which a thing has one: names that differ in them name different things, however alike they are. */
const EXCLUSIVE: readonly string[] = [
  'left right middle links rechts mitte',
  'primary secondary tertiary quaternary primar sekundar tertiar',
  'first second third fourth fifth sixth seventh eighth ninth tenth last erste zweite dritte vierte funfte',
  'north south east west northern southern eastern western nord sud ost west nordlich sudlich ostlich westlich',
  'anterior posterior dorsal ventral lateral medial proximal distal superior inferior cranial caudal sagittal midsagittal transverse frontal',
  'upper lower top bottom ober unter',
  'inner outer internal external intern extern inside outside innere aussere',
  'positive negative neutral positiv negativ',
  'male female men women man woman boy girl mannlich weiblich',
  'active passive aktiv passiv inactive',
  'high low medium hoch niedrig tief',
  'large small gross klein big little',
  'major minor',
  'maximum minimum maximal minimal',
  'input output eingang ausgang',
  'simple compound complex stratified einfach komplex',
  'dna rna dns rns mrna trna rrna',
  'ascending descending aufsteigend absteigend',
  'afferent efferent sensory motor',
  'artery vein arterial venous',
  'mother father son daughter brother sister mutter vater sohn tochter',
  'static dynamic statisch dynamisch',
  'public private offentlich privat',
  'client server',
  'read write lesen schreiben',
  'open closed offen geschlossen',
  'acid base saure base',
  'plus minus',
  'early late fruh spat',
  'old new alt neu',
  'black white red green blue yellow brown gray schwarz weiss rot grun blau gelb braun grau',
  'spring summer autumn winter fruhling sommer herbst',
  'warm cold hot kalt heiss',
  'alpha beta gamma delta epsilon kappa lambda mu sigma omega',
  'increase decrease increasing decreasing',
  'import export',
  'sender receiver transmitter',
  'monday tuesday wednesday thursday friday saturday sunday',
  'january february march april may june july august september october november december',
]
const GROUPS = new Map<string, Set<number>>()
for (const [group, words] of EXCLUSIVE.entries()) {
  for (const word of words.split(' ')) GROUPS.set(word, (GROUPS.get(word) ?? new Set()).add(group))
}

/** Beginnings that make another thing of what follows them. The empty one stands for the word without. */
const PREFIXES = new Set(
  `un in im il ir non not anti dis de a an pre post pro hyper hypo intra inter extra endo exo ecto epi meso poly mono oligo di bi tri tetra multi uni
macro micro mega nano homo hetero auto allo para peri sub super supra infra over under up down ex ab ad iso ortho meta cis trans eu co re self
proto pseudo semi quasi neo paleo photo chemo thermo electro hydro over out off on counter contra ultra mid half full uber unter nicht haupt neben vor nach
ober innen aussen mit gegen`.split(/\s+/),
)
/** Endings that make another thing of what stands before them. */
const SUFFIXES = new Set(
  `ose ase ate ite ide ine ane ene yne ol al yl ium ion on in er or ee ist ism itis osis emia uria gram graph graphy cyte cide phage genesis lysis
phil phobe philic phobic less ful ess logy logist nomy metry meter scope scopy ous ic`.split(/\s+/),
)
const SHORTEST_REST = 3

/** Whether two folded words are known to name different things. */
export function areOpposed(one: string, other: string): boolean {
  if (one === other) return false
  if (excludeEachOther(one, other)) return true
  return differByAxis(one, other) || differByPrefix(one, other) || differBySuffix(one, other)
}

function excludeEachOther(one: string, other: string): boolean {
  const groups = GROUPS.get(one)
  return groups !== undefined && [...(GROUPS.get(other) ?? [])].some((group) => groups.has(group))
}

/** "offsetX" and "offsetY". */
const differByAxis = (one: string, other: string): boolean =>
  one.slice(0, -1) === other.slice(0, -1) && /[w-z]$/.test(one) && /[w-z]$/.test(other)

function differByPrefix(one: string, other: string): boolean {
  let shared = 0
  while (shared < Math.min(one.length, other.length) && one.at(-1 - shared) === other.at(-1 - shared)) shared += 1
  // The shared ending may reach into the prefixes ("hyper" and "hypo" no, "intra" and "extra" yes): shorter rests are tried too.
  for (let rest = shared; rest >= Math.max(SHORTEST_REST, shared - 3); rest--) {
    const [before, otherBefore] = [one.slice(0, -rest), other.slice(0, -rest)]
    // "clientseitig" and "serverseitig"
    if (excludeEachOther(before, otherBefore) || (isPrefix(before) && isPrefix(otherBefore))) return true
  }
  return false
}

const isPrefix = (text: string): boolean => text === '' || PREFIXES.has(text.replace(/-$/, ''))

function differBySuffix(one: string, other: string): boolean {
  let shared = 0
  while (shared < Math.min(one.length, other.length) && one.charAt(shared) === other.charAt(shared)) shared += 1
  for (let rest = shared; rest >= Math.max(SHORTEST_REST, shared - 3); rest--) {
    if (SUFFIXES.has(one.slice(rest)) && SUFFIXES.has(other.slice(rest))) return true
  }
  return false
}

const ROMAN = /^(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
const ROMAN_VALUES: readonly (readonly [string, number])[] = [
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
]

function romanValue(text: string): number {
  let rest = text
  let value = 0
  for (const [sign, worth] of ROMAN_VALUES) {
    while (rest.startsWith(sign)) {
      rest = rest.slice(sign.length)
      value += worth
    }
  }
  return value
}

/**
 * What tells one of a series from the others: numbers, versions, Roman numerals (as numbers), single capitals ("B horizon", "vitamin B12"),
 * in order. Takes words as they are written.
 */
export function designatorsOf(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (/\d/.test(word)) return [word.toLowerCase().replace(/^(\p{L})-(?=\d)/u, '$1')]
    if (at > 0 && ROMAN.test(word)) return [String(romanValue(word))]
    const isLetter = words.length > 1 && /^\p{L}$/u.test(word)
    if (isLetter && (at === words.length - 1 || word !== word.toLowerCase())) return [word]
    return []
  })
}
