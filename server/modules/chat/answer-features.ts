/** What speaks for a sentence; all but `length` from 0 to 1. Order and names are those of SENTENCE_WEIGHTS. */
export interface SentenceFeatures {
  /** Share of the question's weight that the sentence holds. */
  readonly coverage: number
  /** What the sentences beside it add to that. */
  readonly neighbours: number
  /** What title and headings add to that. */
  readonly headings: number
  /** How far the question and one of the passage's headings are the same words. */
  readonly headingFit: number
  /** Share of the question's weight that the whole passage holds. */
  readonly passage: number
  /** Share of the question's neighbouring words that stand close together and in the same order. */
  readonly order: number
  readonly evidence: number
  /** Score of the passage against that of the best one. */
  readonly rank: number
  /** 1 for the first sentence of the passage, less for later ones. */
  readonly opening: number
  readonly fragment: number
  /** Natural logarithm of the number of content words, over 4. */
  readonly length: number
  /** Names and numbers of the question that neither the sentence nor what is around it holds. */
  readonly anchorsMissing: number
  /** Of a definition: share of the question's compounds such as "no-store" that the sentence has to the letter. */
  readonly compounds: number
  /** 1 for "if …" when it was asked what something is or how it is done: it tells what follows in one case. */
  readonly conditional: number
}

/** What tells whether the best sentence answers at all; each from 0 to 1. */
export interface ConfidenceFeatures {
  /** Share of the question's weight in the whole passage with title and headings. */
  readonly context: number
  /** How far the question and one of the headings are the same words. */
  readonly headingFit: number
  /** Share of the question's weight in words that the library does not have, nor the passage a related one. */
  readonly absent: number
  /** Share of the question's names and numbers that are missing around the sentence. */
  readonly anchorsMissing: number
  /** How far the best sentence is ahead of the best one of another passage. */
  readonly margin: number
  /** 1 when the question denies ("which does not …") and the sentence does not. */
  readonly denialMissing: number
  /** 1 when the sentence or one beside it has the opposite of a word of the question and not the word. */
  readonly opposite: number
  /** The question's heaviest word that the sentence lacks, over 6. */
  readonly heaviestMissing: number
  /** For a definition: how far the sentence only mentions what it should define, and no heading is about that. */
  readonly undefinedSubject: number
  /** Letters of the question's content words, over 80, at most 1: a long question seldom matches by chance. */
  readonly detail: number
}
