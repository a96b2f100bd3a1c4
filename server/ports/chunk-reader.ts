import type { EntityType, RelationKind } from '@learnpath/contracts'

/** A chunk as the reader sees it: nothing but its text is looked at, so that equal chunks give equal readings. */
export interface ReadableChunk {
  readonly text: string
  /** ISO 639-1 code of the document, or "und". */
  readonly language: string
}

/** A place where a chunk names something. */
export interface Mention {
  /** Range in the chunk's text. */
  readonly start: number
  readonly end: number
  /**
   * Equal keys are the same name whatever its case, number or inflection; the same normal form as `CandidatePhrase.key`
   * ("en:cell membran"), so that a concept and a mention of it have the same key. Standards, identifiers, dates and quantities have
   * keys that languages share: "standard:iec 61131-3", "date:1963-03-13".
   */
  readonly key: string
  /**
   * `term` is a noun phrase that stands in a relation or beside a short form, and names something only if a concept has its key;
   * `concept` is not given by the reader.
   */
  readonly type: Exclude<EntityType, 'concept'> | 'term'
}

/** Two mentions that the text gives as names of one thing: "ATP (adenosine triphosphate)", "also called". */
export interface StatedAlias {
  /** Indices into `mentions`. */
  readonly first: number
  readonly second: number
  readonly kind: 'acronym' | 'alias'
  /** Range of the sentence in the chunk's text. */
  readonly start: number
  readonly end: number
}

/** A relation that a sentence states by its words. */
export interface StatedRelation {
  readonly kind: Exclude<RelationKind, 'related'>
  /** Indices into `mentions`. */
  readonly source: number
  readonly target: number
  /** Range of the sentence in the chunk's text. */
  readonly start: number
  readonly end: number
  /** Name of the pattern, e.g. "en:such-as". */
  readonly rule: string
  /** How often the pattern is right, 0 to 1. */
  readonly strength: number
}

export interface ChunkReading {
  /** ISO 639-1 code that the rules of were used. */
  readonly language: string
  /** In the order of the text; a longer one before a shorter one that starts with it. */
  readonly mentions: readonly Mention[]
  readonly aliases: readonly StatedAlias[]
  readonly relations: readonly StatedRelation[]
  /** Ends of the sentences in the chunk's text: sentence i goes from end i-1 (or 0) to end i. For evidence of statistics. */
  readonly sentenceEnds: readonly number[]
}

/** Reads chunks for what they name and state, away from the thread that serves requests. Needs no model. */
export interface ChunkReader {
  /** Changes whenever the same chunk would give another reading. */
  readonly version: string
  /** One reading per chunk, in order. @throws LP_INTERNAL, LP_SERVER_STOPPING; on abort what the signal says */
  read(chunks: readonly ReadableChunk[], signal?: AbortSignal): Promise<readonly ChunkReading[]>
  close(): Promise<void>
}
