import type { AnswerGeneration } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'

/** How a language model made the answer, as measured. */
export function GenerationFacts({ generation }: { readonly generation: AnswerGeneration }): JSX.Element {
  const t = useTranslations('chat')
  const format = useFormatter()
  const seconds = (ms: number): string =>
    format.number(ms / 1000, { style: 'unit', unit: 'second', maximumFractionDigits: 2 })
  const { firstTextMs, firstTokenMs, loadMs, totalMs, tokensPerSecond, promptTokens, generatedTokens } = generation
  const { passages, repairs, ended } = generation
  const thoughtMs = firstTextMs !== null && firstTokenMs !== null && firstTextMs > firstTokenMs ? firstTokenMs : null
  const rows: readonly (readonly [string, string])[] = [
    ...(firstTextMs === null ? [] : [[t('made.firstText'), seconds(firstTextMs)] as const]),
    ...(thoughtMs === null ? [] : [[t('made.firstThought'), seconds(thoughtMs)] as const]),
    ...(tokensPerSecond === null ? [] : [[t('made.speed'), t('made.perSecond', { tokens: tokensPerSecond })] as const]),
    [t('made.total'), seconds(totalMs)],
    ...(loadMs === null ? [] : [[t('made.load'), seconds(loadMs)] as const]),
    ...(promptTokens === null ? [] : [[t('made.prompt'), t('made.tokens', { count: promptTokens })] as const]),
    ...(generatedTokens === null ? [] : [[t('made.written'), t('made.tokens', { count: generatedTokens })] as const]),
    [t('made.passages'), format.number(passages)],
    ...(repairs.moved + repairs.dropped === 0 ? [] : [[t('made.repairs'), t('made.repaired', repairs)] as const]),
    ...(ended === 'length' ? [[t('made.ended'), t('made.cutOff')] as const] : []),
  ]
  return (
    <details>
      <summary className="cursor-pointer text-accent">{t('made.title')}</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
