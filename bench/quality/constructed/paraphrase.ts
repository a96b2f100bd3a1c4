type Random = () => number

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(';').map((pair) => pair.trim().split('=') as [string, string]))

/** Words that a writer may put for each other. Rough on purpose: models are, too. */
const SYNONYMS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  en: pairs(
    `began=started;started=began;large=big;largest=biggest;important=significant;called=named;known as=called;built=constructed;constructed=built;
    founded=established;established=set up;many=numerous;several=a number of;often=frequently;usually=normally;also=additionally;because=since;
    however=yet;although=even though;received=got;found=discovered;discovered=found;created=made;made=produced;used=employed;ended=finished;
    said=stated;stated=said;lived=resided;died=passed away;went=travelled;begin=start;such as=like;approximately=about;about=roughly;
    roughly=about;main=principal;first=initially;during=in the course of;within=inside;whole=entire;entire=whole;children=kids;
    house=home;quickly=rapidly;near=close to;increase=growth;increased=grew;required=needed;requires=needs;allowed=permitted;
    led to=caused;caused=led to;became=turned into;king=ruler;wife=spouse;big=large;little=small;old=aged;beautiful=lovely;angry=furious;
    afraid=scared;took=grabbed;gave=handed;ran=rushed;saw=noticed;told=informed;wanted=wished`,
  ),
  de: pairs(
    `begann=startete;große=riesige;großen=riesigen;wichtige=bedeutende;wichtigsten=bedeutendsten;genannt=bezeichnet;gebaut=errichtet;
    errichtet=gebaut;gegründet=ins Leben gerufen;viele=zahlreiche;mehrere=einige;oft=häufig;auch=ebenfalls;weil=da;jedoch=allerdings;
    obwohl=wenngleich;erhielt=bekam;fand=entdeckte;verwendet=benutzt;benutzt=verwendet;endete=schloss;sagte=erklärte;lebte=wohnte;
    starb=verschied;ging=begab sich;etwa=rund;ungefähr=etwa;rund=ungefähr;während=im Laufe;gesamte=ganze;ganze=gesamte;schnell=rasch;
    erhöhte=steigerte;benötigt=gebraucht;erlaubt=gestattet;führte=brachte;wurde=ist;Kinder=Nachwuchs;besonders=vor allem;meisten=überwiegenden;
    ersten=anfänglichen;zusätzlich=außerdem;außerdem=zudem;bekannt=berühmt;hauptsächlich=vorwiegend`,
  ),
}
const OPENINGS: Readonly<Record<string, readonly string[]>> = {
  en: ['According to the documents, ', 'As the text says, ', 'In short, ', 'It is stated that '],
  de: ['Laut den Unterlagen gilt: ', 'Wie der Text sagt: ', 'Kurz gesagt: ', 'Es heißt: '],
}
const SYNONYM_RATE = 0.7
const TRIM_RATE = 0.5
const OPENING_RATE = 0.25
const PRONOUN = { en: /^(?:It|He|She|This|They)\b/u, de: /^(?:Er|Sie|Es|Dies|Diese|Dieser|Dieses)\b/u }

export interface Sentence {
  readonly text: string
  readonly language: string
  readonly title: string
  /** What must stay in it. */
  readonly answer: string
}

/** The same statement in other words: synonyms, parts left out, the subject named, parts moved. */
export function paraphrase({ text, language, title, answer }: Sentence, random: Random): string {
  let said = text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\[[^\]]*\]/gu, '')
    .trim()
  if (random() < TRIM_RATE) said = trimmed(said, answer)
  said = moved(said, language)
  const pronoun = language === 'de' ? PRONOUN.de : PRONOUN.en
  said = said.replace(pronoun, title)
  for (const [word, other] of SYNONYMS[language] ?? []) {
    if (answer.toLowerCase().includes(word.toLowerCase()) || random() > SYNONYM_RATE) continue
    said = said.replaceAll(new RegExp(String.raw`(?<!\p{L})${word}(?!\p{L})`, 'gu'), other)
  }
  const openings = OPENINGS[language] ?? []
  if (random() < OPENING_RATE) said = (openings[Math.floor(random() * openings.length)] ?? '') + said
  said = said.charAt(0).toUpperCase() + said.slice(1)
  return said.replace(/\s*[.;,:]*$/u, '')
}

/** Parentheses and side clauses that do not hold the answer are left out. */
function trimmed(text: string, answer: string): string {
  const said = text.replaceAll(/\s*\([^()]*\)/gu, (part) => (part.includes(answer) ? part : ''))
  const clauses = said.split(/(?:, (?=which|who|where|while|and|but|die|der|das|welche|wobei|und|aber)|; )/u)
  const holding = clauses.find((clause) => clause.includes(answer) && clause.split(' ').length > 5)
  return clauses.length > 1 && holding !== undefined ? holding : said
}

/** "In 1884, the town …" → "the town … in 1884". */
function moved(text: string, language: string): string {
  if (language !== 'en') return text
  const found = /^(?<adverbial>(?:In|On|At|During|After|By)\s[^,]{3,40}),\s(?<rest>\S[^.]*)\.?$/u.exec(text)
  const { adverbial, rest } = found?.groups ?? {}
  if (adverbial === undefined || rest === undefined) return text
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)} ${adverbial.charAt(0).toLowerCase()}${adverbial.slice(1)}`
}

/** "Who had seven sons?" with "a farmer" → "A farmer had seven sons": the words of whoever asked. Null for questions of another form. */
export function answeredQuestion(question: string, answer: string, language: string): string | null {
  const pattern =
    language === 'de'
      ? /^(?:wer|was|welche[rs]?\s\p{L}+)\s(?<rest>(?:hat|hatte|war|ist|sind|waren|wurde|wurden|\p{Ll}+(?:te|ten|t|en))\s[^?]{12,})\?*$/iu
      : /^(?:who|what|which\s\p{L}+|what\s(?:person|company|city|country|group|type of \p{L}+))\s(?<rest>(?!do\b|does\b|did\b|is the\b|was the\b|are the\b|were the\b|is\b|are\b)\p{Ll}+\s[^?]{12,})\?*$/iu
  const rest = pattern.exec(question.trim())?.groups?.['rest']
  if (rest === undefined || answer.split(' ').length > 8) return null
  return `${answer.charAt(0).toUpperCase()}${answer.slice(1)} ${rest.trim()}`.replace(/[.\s]+$/u, '')
}

const ASKING =
  /^(?:(?:in|on|at|by|from|for|of|to|an?|auf|aus|in|im|an|am|von|mit|für|zu|zur|zum)\s+)?(?:who|whom|whose|what|which|where|when|why|how(?:\s(?:many|much|long|old|often|far))?|wer|wem|wen|was|welche[rnms]?|wo|wann|warum|wie(?:\s(?:viele?|lange|oft|hoch|alt))?|woher|wohin|womit|wofür|wodurch|woraus)\s+(?:(?:did|do|does|is|was|were|are|has|have|had|can|could|will|would|ist|sind|war|waren|wird|wurde|wurden|hat|haben|hatte)\s+)?/iu

/** "In welchem Jahr starb Tesla?" with "1943" → "Jahr starb Tesla 1943": all words are of whoever asked, and none of the source's. */
export function inWordsOfQuestion(question: string, answer: string): string {
  const said = question
    .trim()
    .replace(ASKING, '')
    .replace(/[?.\s]+$/u, '')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}: ${answer.replace(/[.\s]+$/u, '')}`
}
