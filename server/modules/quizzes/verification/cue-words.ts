/** Words and turns that make a question bad, per language. Grammar and usage only; nothing is of a subject. */
export interface CueWords {
  /** "Always", "never": a false statement, mostly. */
  readonly absolute: RegExp
  /** "Often", "usually": a true statement, mostly, and not decidable. */
  readonly vague: RegExp
  readonly negation: RegExp
  readonly allOfTheAbove: RegExp
  readonly noneOfTheAbove: RegExp
  /** "Both A and C", "only 1 and 3". */
  readonly combination: RegExp
  /** Points at a figure, a table, another place of the text. */
  readonly outside: RegExp
  /** A first word that stands for, or ties to, something said before. */
  readonly leansBack: RegExp
  /** A first word that tells the place of a step. */
  readonly stepMarker: RegExp
  /** Begins a question that has no question mark. */
  readonly instruction: RegExp
  /** An article right before the gap or the end of a stem, to which options must fit. */
  readonly openArticle: RegExp
  readonly article: RegExp
  /** The verb tells whether one thing or several are asked for. */
  readonly asksForOne: RegExp
  readonly asksForSeveral: RegExp
  /** Names that say nothing. */
  readonly empty: ReadonlySet<string>
}

/** Matches any of the words or phrases as a whole. */
const words = (alternatives: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${alternatives})(?![\p{L}\p{N}-])`, 'iu')
const opening = (alternatives: string): RegExp =>
  new RegExp(String.raw`^["“„(]*(?:${alternatives})(?![\p{L}\p{N}-])`, 'iu')

const ENGLISH: CueWords = {
  absolute: words(
    'always|never|all|none|only|every|everyone|nobody|nothing|completely|entirely|absolutely|impossible|without exception|in no case',
  ),
  vague: words(
    'often|usually|sometimes|frequently|rarely|seldom|occasionally|generally|typically|normally|mostly|probably|perhaps|maybe|somewhat',
  ),
  negation: words(String.raw`not|except|least|cannot|\p{L}+n['’]t|neither|nor|never|no|incorrect|false|without`),
  allOfTheAbove: opening(
    String.raw`all (?:of )?(?:the )?(?:above|these|those|mentioned|options|answers)|all are (?:correct|right|true)`,
  ),
  noneOfTheAbove: opening(
    String.raw`none (?:of )?(?:the )?(?:above|these|those|mentioned|options|answers)|neither of (?:these|the)|no answer is`,
  ),
  combination: new RegExp(
    String.raw`^(?:both |only |either )?\(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?(?:,? (?:and|or|&) |, )\(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?(?:,? (?:and|or|&) \(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?)?(?: only)?$|^both (?:of )?(?:the )?(?:above|these|answers|first)`,
    'iu',
  ),
  outside: words(
    String.raw`(?:figures?|figs?\.|tables?|chapters?|sections?|listings?|appendix|equations?|eqs?\.|examples?|boxes|box|steps?) (?:\d+|[A-Z]\b)[\d.\-–]*|(?:this|next|previous|preceding|last|following|above|present) (?:chapter|section|module|lesson|book|page|exercise|tutorial|guide|article|example|figure|table|paragraph|diagram|image|listing|unit|list|code)|(?:see|shown|described|mentioned|listed|discussed|defined|given|seen|explained|stated|noted) (?:above|below|earlier|later|previously|before)|(?:shown|seen|given|listed) here|as (?:shown|seen|described|mentioned|discussed) in|the (?:above|aforementioned)|as follows:?$`,
  ),
  leansBack: opening(
    String.raw`it|its|they|their|them|this|these|those|that|such|he|she|his|her|here|there it|however|therefore|thus|hence|but|and|or|so|then|also|additionally|furthermore|moreover|instead|otherwise|consequently|as a result|for example|for instance|in addition|in contrast|on the other hand|in other words|similarly|likewise|nevertheless|meanwhile|finally|both|the (?:former|latter|same|other|above)|another|because of this|in this (?:case|way|example)|when this|if this|unlike (?:this|these|those)|we|our|you|your|i`,
  ),
  stepMarker: opening(
    String.raw`first|firstly|second|secondly|third|thirdly|fourth|next|then|after that|afterwards|finally|lastly|last|to begin(?: with)?|begin by|start by|step \d+|\d+[.)]`,
  ),
  instruction: opening(
    'name|list|match|put|arrange|order|explain|define|describe|give|state|complete|fill|choose|select|identify|write|tell|pair|sort',
  ),
  openArticle: /(?<![\p{L}\p{N}-])an?\s*(?:_{3,}|[:?.]?\s*$)/iu,
  article: opening('an?|the'),
  asksForOne: /^(?:what|which(?:\s[\p{L}-]+)?)\s(?:is|was|does|has)\s|_{3,}\s(?:is|was|does|has)\s/iu,
  asksForSeveral: /^(?:what|which(?:\s[\p{L}-]+)?)\s(?:are|were|do|have)\s|_{3,}\s(?:are|were|do|have)\s/iu,
  empty: new Set(
    'thing things example examples way ways kind kinds type types part parts number numbers figure table chapter section case cases fact facts result results one ones something'.split(
      ' ',
    ),
  ),
}

const GERMAN: CueWords = {
  absolute: words(
    'immer|nie|niemals|alle|allen|aller|alles|jeder|jede|jedes|jeden|nur|ausschließlich|stets|niemand|nichts|völlig|vollständig|unmöglich|keinesfalls|auf keinen Fall|ohne Ausnahme|einzig',
  ),
  vague: words(
    'oft|häufig|manchmal|meist|meistens|gelegentlich|selten|gewöhnlich|normalerweise|üblicherweise|typischerweise|in der Regel|im Allgemeinen|möglicherweise|vielleicht|wahrscheinlich',
  ),
  negation: words('nicht|kein|keine|keinen|keinem|keiner|keines|außer|weder|noch nie|nie|niemals|falsch|ohne'),
  allOfTheAbove: opening(
    String.raw`alle (?:der |die |diese |dieser )?(?:oben|genannten|obigen|Antworten|Aussagen|drei|vier)|alles (?:davon|Genannte|oben)|alle (?:sind )?richtig`,
  ),
  noneOfTheAbove: opening(
    String.raw`kein(?:e|er|es)? (?:der |von |dieser )?(?:oben|genannten|obigen|Antworten|Aussagen|davon|diesen)|nichts davon|keine Antwort`,
  ),
  combination: new RegExp(
    String.raw`^(?:sowohl |nur |beide:? )?\(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?(?: (?:und|oder|als auch|&) |, )\(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?(?:,? (?:und|oder|&) \(?(?:[A-F]|[1-6]|I{1,3}|IV|VI?)\)?)?$|^beide (?:Antworten|Aussagen|davon|oben)`,
    'iu',
  ),
  outside: words(
    String.raw`(?:Abbildung(?:en)?|Abb\.|Tabellen?|Tab\.|Kapiteln?|Kap\.|Abschnitte?|Listings?|Gleichung(?:en)?|Anhang|Beispiele?|Schritte?) \d[\d.\-–]*|(?:diese[ms]?|dieser|nächste[nmrs]?|vorige[nmrs]?|vorherige[nmrs]?|letzte[nmrs]?|folgende[nmrs]?|obige[nmrs]?|vorangegangene[nmrs]?|vorliegende[nmrs]?) (?:Kapitels?|Abschnitts?|Moduls?|Lektion|Buch(?:s|es)?|Seite|Übung|Tutorials?|Anleitung|Artikels?|Beispiels?|Abbildung|Tabelle|Absatz(?:es)?|Bild(?:es)?|Liste|Leitfadens?|Code)|(?:siehe|wie) (?:oben|unten|hier|zuvor|bereits)|(?:oben|unten|vorher|bereits|zuvor) (?:genannt|gezeigt|beschrieben|erwähnt|dargestellt|aufgeführt)\p{L}*|wie folgt:?$|folgendermaßen:?$`,
  ),
  leansBack: opening(
    String.raw`er|sie|es(?! (?:gibt|existier))|sein(?:e[nmrs]?)?|ihr(?:e[nmrs]?)?|dies(?:e[nmrs]?)?|jene[nmrs]?|solche[nmrs]?|das (?:ist|sind|bedeutet|heißt|liegt|wird|kann|hat|macht)|dabei|damit|dadurch|daher|dafür|dagegen|danach|daraus|darin|davon|dazu|dann|deshalb|deswegen|darum|somit|folglich|jedoch|allerdings|aber|und|oder|doch|denn|außerdem|zudem|ferner|auch|ebenso|hier|hierbei|hierzu|hierfür|stattdessen|andernfalls|zum Beispiel|beispielsweise|im Gegensatz dazu|einerseits|andererseits|ersterer?|letztere[rns]?|beide|wir|unser(?:e[nmrs]?)?|du|dein(?:e[nmrs]?)?|ich|man kann (?:es|sie|ihn)`,
  ),
  stepMarker: opening(
    String.raw`zuerst|zunächst|als [Ee]rstes|erstens|zweitens|drittens|dann|danach|anschließend|daraufhin|schließlich|zuletzt|abschließend|zum Schluss|als [Nn]ächstes|als [Ll]etztes|Schritt \d+|\d+[.)]`,
  ),
  instruction: opening(
    'nenne[nt]?|zähle|ordnen?|bringen?|erkläre[nt]?|definiere[nt]?|beschreiben?|geben?|gib|ergänzen?|fülle[nt]?|wählen?|bestimmen?|schreiben?|setzen?',
  ),
  openArticle:
    /(?<![\p{L}\p{N}-])(?:der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines)\s*(?:_{3,}|[:?.]?\s*$)/iu,
  article: opening('der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines'),
  asksForOne: /^(?:was|wer|welche[rs]?(?:\s[\p{L}-]+)?|wie)\s(?:ist|war|heißt|wird)\s|_{3,}\s(?:ist|war|wird|hat)\s/iu,
  asksForSeveral:
    /^(?:was|welche(?:\s[\p{L}-]+)?|wie)\s(?:sind|waren|heißen|werden)\s|_{3,}\s(?:sind|waren|werden|haben)\s/iu,
  empty: new Set(
    'ding dinge beispiel beispiele art arten weise teil teile zahl zahlen abbildung tabelle kapitel abschnitt fall fälle tatsache ergebnis ergebnisse etwas'.split(
      ' ',
    ),
  ),
}

const CUES: ReadonlyMap<string, CueWords> = new Map([
  ['en', ENGLISH],
  ['de', GERMAN],
])

/** Null for a language whose usage is not known: rules of wording let its questions pass. */
export const cuesOf = (language: string): CueWords | null => CUES.get(language) ?? null
