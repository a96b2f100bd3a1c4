import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import type { KeptAnswer } from './ask-history.ts'

/** What copies sentences of the documents; any other engine is a language model's name. */
export const EXTRACTIVE = 'extractive'
const HIGH = 0.85
const MEDIUM = 0.7

/** Who answered, how sure, how fast, when. */
export function AnswerFacts({ kept: { response, askedAt } }: { readonly kept: KeptAnswer }): JSX.Element {
  const t = useTranslations('chat')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { engine, confidence, abstained, tookMs } = response
  const level = confidence >= HIGH ? 'high' : confidence >= MEDIUM ? 'medium' : 'low'
  const asked = new Date(askedAt)
  const facts = [
    engine === EXTRACTIVE ? t('engine.extractive') : t('engine.model', { name: engine }),
    ...(abstained ? [] : [t(`confidence.${level}`, { share: confidence })]),
    format.number(tookMs, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 }),
    // The clock of the page may be a moment behind.
    format.relativeTime(asked, now > asked ? now : asked),
  ]
  return <p className="text-sm text-soft">{facts.join(' · ')}</p>
}
