/** What kind of thing would answer a question. */
export type AnswerType =
  | 'person'
  | 'place'
  | 'time'
  | 'number'
  | 'definition'
  | 'reason'
  | 'procedure'
  | 'yes-no'
  | 'thing'

/**
 * Verbs that questions are made with: "how does sleep affect memory" is answered by "memory is formed during sleep". They are
 * treated like the words that ask.
 */
export const QUESTION_VERBS: ReadonlySet<string> = new Set(
  (
    'affect affects influence influences work works function happen happens happened occur occurs occurred take takes place ' +
    'mean means tell explain describe called known used use help helps differ differs name give list define ' +
    'funktioniert funktionieren wirkt wirken passiert passieren geschieht geschehen bedeutet bedeuten hilft helfen läuft ab ' +
    'ablaufen dient dienen beeinflusst beeinflussen unterscheidet unterscheiden heißt heißen nennt nennen genannt bezeichnet ' +
    'bezeichnen stattfinden findet statt erkläre erklären beschreibe lautet'
  ).split(' '),
)

export interface QuestionRule {
  readonly type: AnswerType
  /** On the lower-cased question. The group `frame`, or else the whole match, is the part that asks. */
  readonly pattern: RegExp
}

const WHAT = String.raw`\b(?:what|which)\s+(?:(?:is|was|are|were)\s+(?:the\s+)?)?(?:[\p{L}-]+\s+)?`
const WELCH = String.raw`\bwelche[nmrs]?\s+(?:[\p{L}-]+\s+)?`

/** Words that only say that something is asked for: "which kind of", "what are three ways". */
const CARRIER = String.raw`(?:(?:(?:is|are|was|were)\s+)?(?:(?:the|an?|one|some|two|three|four|five|\d+)\s+)?(?:(?:main|common|other|another|different)\s+)*(?:kinds?|types?|sorts?|ways?|things?|examples?|names?|terms?|words?)\b)?`
const TRAEGER = String.raw`(?:(?:(?:ist|sind|war|waren)\s+)?(?:(?:der|die|das|eine?|einige|zwei|drei|vier|\d+)\s+)?(?:art(?:en)?|typ(?:en)?|sorten?|dinge|beispiele?|name|namen|begriffe?|bezeichnung|wort)(?!\p{L}))?`

const rule = (type: AnswerType, pattern: string): QuestionRule => ({ type, pattern: new RegExp(pattern, 'u') })

/** Exact ones first: "what year" asks for a time although "what" alone asks for a thing. */
export const ENGLISH_RULES: readonly QuestionRule[] = [
  rule('time', String.raw`\bhow\s+long\s+ago\b|\bsince\s+when\b|\bwhen\b`),
  rule('time', `${WHAT}(?:year|date|day|month|century|decade|era|time|period)s?\\b`),
  rule('number', String.raw`\bhow\s+(?:many|much|old|long|far|tall|high|large|big|fast|often|deep|wide|heavy)\b`),
  rule(
    'number',
    `${WHAT}(?:percentage|percent|number|amount|population|proportion|fraction|rate|size|distance|speed|temperature|ratio|age|cost|price)s?\\b`,
  ),
  rule('person', String.raw`\b(?:who|whom|whose)\b`),
  rule(
    'person',
    `${WHAT}(?:person|man|woman|king|queen|president|author|scientist|leader|artist|actor|actress|emperor|pope)\\b`,
  ),
  rule('place', String.raw`\bwhere\b`),
  rule('place', `${WHAT}(?:city|country|state|place|region|location|town|river|continent|county|area|province)\\b`),
  rule('reason', String.raw`\bwhy\b|\bhow\s+come\b|${WHAT}(?:reason|cause|purpose)s?\b|\bwhat\s+caused\b`),
  rule(
    'procedure',
    String.raw`\bhow\s+(?:do|does|did|can|could|to|would|should|will|might)\b|^(?<frame>what\s+(?:do|does|did))\s+(?:an?\s+|the\s+)?\S+(?:\s+\S+){0,2}\s+do\s*\??$|${WHAT}steps\b`,
  ),
  rule(
    'definition',
    String.raw`^(?<frame>what\s+(?:is|are|was|were))\s+(?:an?\s+|the\s+)?\S+(?:\s+\S+){0,2}\s*\??$|\bwhat\s+does\s.*\smean\b|^define\b|^(?:explain|describe)\b`,
  ),
  rule('yes-no', String.raw`^(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must)\b`),
  rule('thing', String.raw`\b(?:what|which)\s*${CARRIER}|^(?:name|list|give)\b|\bhow\b`),
]

export const GERMAN_RULES: readonly QuestionRule[] = [
  rule('time', String.raw`\bwann\b`),
  rule('time', `${WELCH}(?:jahr|jahren|jahre|datum|tag|tage|monat|jahrhundert|jahrzehnt|zeit|zeitraum)\\b`),
  rule(
    'number',
    String.raw`\bwie\s*(?:viele?[nrm]?|lange?|hoch|alt|groß|weit|oft|schwer|schnell|tief|breit|häufig)(?!\p{L})`,
  ),
  rule(
    'number',
    String.raw`(?:${WELCH}|\bwas\s+(?:ist|war)\s+(?:der|die|das)\s+)(?:anteil|prozentsatz|anzahl|zahl|menge|größe|höhe|temperatur|alter|preis)\b`,
  ),
  rule('person', String.raw`\b(?:wer|wem|wen|wessen)\b`),
  rule('person', `${WELCH}(?:person|mann|frau|könig|königin|präsident|autor|autorin|kaiser|papst|künstler)\\b`),
  rule('place', String.raw`\b(?:wo|woher|wohin)\b`),
  rule('place', `${WELCH}(?:stadt|land|staat|ort|region|fluss|kontinent|gegend|provinz|gebiet)\\b`),
  rule('reason', String.raw`\b(?:warum|wieso|weshalb|weswegen|wozu)\b|\baus\s+welche[mn]\s+gr[uü]nde?n?\b`),
  rule(
    'reason',
    String.raw`\bwas\s+(?:ist|war|sind|waren)\s+(?:der|die)\s+(?:grund|gründe|ursachen?|zweck)\b|\bwas\s+verursacht`,
  ),
  rule(
    'thing',
    String.raw`\bwie\s+(?:heißt|heißen|hieß|hießen|nennt|nannte|lautet|lauten)\s*${TRAEGER}|\bwie\s+wird\s.*\sgenannt\b`,
  ),
  rule(
    'definition',
    String.raw`^(?<frame>was\s+(?:ist|sind|war|waren))\s+(?:eine?\s+|der\s+|die\s+|das\s+)?\S+(?:\s+\S+){0,1}\s*\??$|\bwas\s+(?:bedeutet|bedeuten|heißt|versteht\s+man)\b|^(?:definiere|erkläre|beschreibe)`,
  ),
  rule(
    'procedure',
    String.raw`\bwie\b|^(?<frame>was\s+(?:macht|machen|tut|tun|leistet|bewirkt))\s+(?:eine?\s+|der\s+|die\s+|das\s+)?\S+(?:\s+\S+){0,1}\s*\??$|${WELCH}schritte\b`,
  ),
  rule(
    'yes-no',
    String.raw`^(?:ist|sind|war|waren|hat|haben|hatte|hatten|kann|können|konnte|wird|werden|wurde|wurden|darf|muss|soll|sollte)\b`,
  ),
  rule(
    'thing',
    String.raw`\b(?:was|welche[nmrs]?)\s*${TRAEGER}|\b(?:wof[uü]r|womit|woraus|wovon|worin|wodurch|wonach|worauf)\b|^nenne`,
  ),
]
