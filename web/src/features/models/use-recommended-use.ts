import type { ModelManifest } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'

/** Models of the catalogue, by the key of their text. */
const TEXTS = {
  'potion-base-8m': 'potionBase',
  'potion-retrieval-32m': 'potionRetrieval',
  'potion-multilingual-128m': 'potionMultilingual',
  'all-minilm-l6-v2': 'allMinilm',
  'bge-small-en-v1.5': 'bgeSmall',
  'e5-small-v2': 'e5Small',
  'e5-base-v2': 'e5Base',
  'multilingual-e5-small': 'multilingualE5Small',
  'multilingual-e5-base': 'multilingualE5Base',
  'bge-m3': 'bgeM3',
  'ms-marco-tinybert-l-2-v2': 'tinybert',
  'ms-marco-minilm-l-6-v2': 'minilmReranker',
  'bge-reranker-base': 'bgeReranker',
} as const

const isOfCatalogue = (id: string): id is keyof typeof TEXTS => id in TEXTS

/** What a model is good for, in the language of the app; of one that the catalogue lacks, as its description says. */
export function useRecommendedUse({ id, recommendedUse }: ModelManifest): { text: string; lang: 'en' | undefined } {
  const t = useTranslations('models')
  return isOfCatalogue(id) ? { text: t(`suits.${TEXTS[id]}`), lang: undefined } : { text: recommendedUse, lang: 'en' }
}
