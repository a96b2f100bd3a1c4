/** How a sentence of a language says what a term is: the text around the term, one part of which is the description. */
export interface DefinitionPattern {
  readonly name:
    | 'is-a'
    | 'are'
    | 'means'
    | 'called'
    | 'which-is'
    | 'apposition'
    | 'stands-for'
    | 'entry'
    | 'does'
    | 'used-for'
  /** Matches all that stands before the term in its sentence. A group "body" is the description, "verb" is/are of "is called". */
  readonly before: RegExp
  /** Matches all that stands after it. */
  readonly after: RegExp
  /** How sure a match is a definition, 0 to 1. */
  readonly strength: number
  /** Descriptions of one form may stand side by side as options without a grammatical cue. */
  readonly form:
    | 'nominative'
    | 'accusative'
    | 'plural'
    | 'entry'
    | 'expansion'
    | 'predicate'
    | 'plural-predicate'
    | 'purpose'
}

/** What question writing knows of a language. Everything is grammar and typography; nothing is of a subject. */
export interface LanguageRules {
  readonly language: string
  readonly patterns: readonly DefinitionPattern[]
  /** A sentence that begins so needs the one before it. */
  readonly leansBack: RegExp
  /** The same, where capitals matter. */
  readonly opensWithPronoun: RegExp
  /** Words that point at something outside of the sentence: the page, the authors, a figure. */
  readonly pointsOutside: RegExp
  /** Personal pronouns, which need something before them that they stand for. */
  readonly pronoun: RegExp
  /** Who is enabled to something, in general: no one is spoken to by it ("allows you to"). */
  readonly anyone: RegExp
  /** What is rather said of the example at hand than of a thing in general. */
  readonly ofExample: RegExp
  /** What a name in code is a name of, where it is mostly one of an example. */
  readonly exampleHead: RegExp
  /** What stands before a name in code and says what it is a name of. */
  readonly nameHead: RegExp
  /** The reader is spoken to: the sentence advises or instructs rather than states. */
  readonly addressesReader: RegExp
  /** A judgement or a hedge rather than a fact. */
  readonly vague: RegExp
  /** Words that tie a sentence to what was said before, wherever they stand in it. */
  readonly tiesBack: RegExp
  /** Where a second statement begins inside a description. */
  readonly secondStatement: RegExp
  /** An example at the end of a description. */
  readonly exampleTail: RegExp
  /** What follows a subject that the sentence says something lasting of. */
  readonly predicate: RegExp
  /** Names of parts of a text or an argument rather than of a subject: not asked for, not offered. */
  readonly emptyTerm: RegExp
  /** A description that says too little to be told from others. */
  readonly emptyDescription: RegExp
  /** What stands before and after a name that the sentence gives to what it has described. */
  readonly naming: RegExp
  readonly named: RegExp
  /** A description of this beginning is a noun phrase. */
  readonly nounPhrase: RegExp
  /** Words that may be written small when a sentence no longer begins with them. */
  readonly determiner: RegExp
  /** Introduces members of a group, which could all stand in one another's place. */
  readonly enumeration: RegExp
  /** Announces steps, in the line or heading before a list. */
  readonly announcesSteps: RegExp
  /** A step's first words that only tell its place, cut off before shuffling. */
  readonly stepMarker: RegExp
  /** A sentence with this tells the first of several steps. */
  readonly firstStep: RegExp
  readonly nextStep: RegExp
  /** Verbs of statements that count or measure. */
  readonly mainVerb: RegExp
  /** A clause with this is whole: it has a verb, or opens a sentence that has one later. */
  readonly wholeClause: RegExp
  /** Joins two numbers. */
  readonly range: RegExp
  /** Small numbers in words, by value from 2. */
  readonly numberWords: readonly string[]
  readonly wording: QuestionWording
}

export interface QuestionWording {
  whichTerm(description: string): string
  whatIsCalled(description: string, verb: string): string
  whichDescription(term: string): string
  /** Asks for the term that a predicate ("allows you to …") is true of, and the other way round. */
  whichTermDoes(predicate: string): string
  whatIsUsed(purpose: string): string
  whichPredicate(term: string): string
  isUsedTo(term: string, purpose: string): string
  saysOf(term: string, predicate: string): string
  fillsGap(sentence: string): string
  standsFor(term: string): string
  trueOrFalse(statement: string): string
  match(): string
  order(context: string): string
  describes(term: string, description: string): string
  isTrue(isTrue: boolean): string
}
