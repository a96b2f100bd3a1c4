import type { ModelProfile, ModelRecommendation } from '@learnpath/contracts'

/** Choices of models that go together. */
export const PROFILES: readonly ModelProfile[] = [
  {
    name: 'fast',
    embedder: 'potion-retrieval-32m',
    reranker: null,
    description: 'English. One vector per word and no network behind it: thousands of texts a second on one processor.',
  },
  {
    name: 'balanced',
    embedder: 'all-minilm-l6-v2',
    reranker: 'ms-marco-minilm-l-6-v2',
    description: 'English. Small models that answer within milliseconds on a CPU.',
  },
  {
    name: 'accurate',
    embedder: 'e5-base-v2',
    reranker: 'bge-reranker-base',
    description: 'English (the reranker also Chinese). Better hits for about five times the work of "balanced".',
  },
  {
    name: 'multilingual',
    embedder: 'multilingual-e5-small',
    reranker: null,
    description: 'About a hundred languages. No reranker: those of the catalogue were made for English and Chinese.',
  },
]

/** A language with fewer of the documents than this is taken for a mistake of the language detection. */
const SMALLEST_SHARE = 0.02

/**
 * English alone: `balanced`. Any other language: `multilingual`, since the English models do harm there: nDCG@10 on German
 * XQuAD is .83 for e5-base-v2 and .70 for all-MiniLM-L6-v2, where searching by keywords has .97.
 */
export function recommendProfile(languages: Readonly<Record<string, number>>): ModelRecommendation {
  const counted = Object.entries(languages).filter(([language, count]) => language !== 'und' && count > 0)
  const total = counted.reduce((sum, [, count]) => sum + count, 0)
  const found = counted
    .filter(([, count]) => count >= total * SMALLEST_SHARE)
    .toSorted(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
  const told = found.map(([language, count]) => `${language} (${count})`).join(', ')
  if (found.length === 0) {
    return {
      profile: 'multilingual',
      reason: 'The library has no documents whose language is known yet; this profile suits any language.',
    }
  }
  if (found.every(([language]) => language === 'en')) {
    return { profile: 'balanced', reason: `The documents are in English: ${told}.` }
  }
  return {
    profile: 'multilingual',
    reason: `Not only English: ${told}. Models made for English find less in other languages than keywords do.`,
  }
}
