// What plans, quizzes and question writers read of documents: text cut up for learning, and the concepts in it.

/** A part of a document under one heading, with the text up to the next heading of any level. */
export interface StudySection {
  readonly headingPath: readonly string[]
  /** 1 for the outermost heading; 0 for text before any heading. */
  readonly level: number
  /** Range in the document's text, the heading included. */
  readonly start: number
  readonly end: number
  /** First and last page, from 1; null without pages. */
  readonly page: number | null
  readonly pageEnd: number | null
  /** Letters and digits of running text and lists; code and tables count half. For reading time. */
  readonly readingCharacters: number
}

export interface StudySentence {
  readonly start: number
  readonly end: number
  /** Index into `sections`. */
  readonly section: number
  /** What it stands in. Headings and code have no sentences. */
  readonly kind: 'paragraph' | 'quote' | 'list-item' | 'table-row'
  /** 1-based number within an ordered list, null otherwise. */
  readonly listNumber: number | null
}

/** A place where a document names a concept. */
export interface ConceptMention {
  readonly conceptId: string
  readonly start: number
  readonly end: number
  /** Index into `sections`. */
  readonly section: number
  /** Index into `sentences`; null inside a heading. */
  readonly sentence: number | null
  readonly emphasis: 'none' | 'italic' | 'bold' | 'heading'
}

/** A document cut up for learning. All offsets are UTF-16 code units into `text`. */
export interface StudyDocument {
  readonly documentId: string
  readonly versionHash: string
  readonly collection: string
  readonly path: string
  readonly title: string
  readonly language: string
  readonly text: string
  readonly sections: readonly StudySection[]
  readonly sentences: readonly StudySentence[]
  /** In the order of the text; of concepts that are shown only. */
  readonly mentions: readonly ConceptMention[]
}

/** A concept as other modules reckon with it. */
export interface ConceptEntry {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly language: string
  /** From 1. */
  readonly rank: number
  readonly importance: number
  readonly difficulty: number
  /** Number of the head noun where the language's rules tell it. */
  readonly plural: boolean | null
  /** A coarse kind, so that distractors are of the same kind: "proper", "noun-phrase", "noun", "code", "acronym" or "other". */
  readonly kind: string
  /** Sections it is at home in, best first: document and index into its `sections`. */
  readonly home: readonly { readonly documentId: string; readonly section: number }[]
  readonly definition: { readonly documentId: string; readonly start: number; readonly end: number } | null
  /** First mention in the order of the collection's documents: smaller is earlier. */
  readonly firstMention: number
}

export interface PrerequisiteEdge {
  readonly conceptId: string
  readonly prerequisiteId: string
  readonly score: number
  readonly confidence: number
  readonly origin: 'derived' | 'pinned'
}

/** Everything that plans and quizzes need of a collection, as of one moment. */
export interface ConceptMap {
  readonly collectionId: string
  readonly collection: string
  /** Grows with each change; equal revisions mean equal maps. */
  readonly revision: number
  /** Ordered by rank; hidden ones are absent. */
  readonly concepts: readonly ConceptEntry[]
  /** Without cycles, three to five per concept at most. */
  readonly prerequisites: readonly PrerequisiteEdge[]
  /** Documents in reading order: by path, numbers in it compared as numbers. */
  readonly documentIds: readonly string[]
  /** From 0 to 1: whether the reading order is the authors' own. */
  readonly orderTrust: number
}

/** Concepts by the keys of their names (see `CandidatePhrase.key`): `conceptIds[i]` is the concept that `keys[i]` names. */
export interface ConceptGazetteer {
  readonly keys: readonly string[]
  readonly conceptIds: readonly string[]
  /** As in `ConceptMap`. */
  readonly concepts: readonly ConceptEntry[]
}

/** Where one document names concepts. */
export interface ConceptPlaces {
  readonly documentId: string
  /** Of the version that was analysed; null when the document has another one by now. */
  readonly versionHash: string | null
  /** Three numbers each: index into the gazetteer's `keys`, start and end in the document's text. */
  readonly places: Int32Array
}
