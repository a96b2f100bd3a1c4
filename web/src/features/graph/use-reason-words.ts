import { useTranslations } from 'use-intl'

/** A reason of the server for two names being one thing, in the language of the app where the app knows it. */
export function useReasonWords(): (reason: string) => string {
  const t = useTranslations('graph')
  return (reason) => {
    const key = `doubt.${keyOf(reason)}` as Parameters<typeof t.has>[0]
    return t.has(key) ? t(key as 'doubt.they-are-the-same-words') : reason
  }
}

/** "They are very short." is they-are-very-short. */
const keyOf = (reason: string): string =>
  reason
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')
