import type { AskResponse } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { EXTRACTIVE } from './answer-engine.ts'
import { GenerationFacts } from './generation-facts.tsx'

const HIGH = 0.85
const MEDIUM = 0.7

interface AnswerFactsProps {
  readonly response: AskResponse
  /** ISO 8601. */
  readonly askedAt: string
}

/** Who answered, how sure, how fast, when; what a language model did for it is behind a click. */
export function AnswerFacts({ response, askedAt }: AnswerFactsProps): JSX.Element {
  const t = useTranslations('chat')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { engine, confidence, abstained, tookMs, question, searchedFor, generation } = response
  const level = confidence >= HIGH ? 'high' : confidence >= MEDIUM ? 'medium' : 'low'
  const asked = new Date(askedAt)
  const facts = [
    engine === EXTRACTIVE ? t('engine.extractive') : t('engine.model', { name: engine }),
    ...(abstained ? [] : [t(`confidence.${level}`, { share: confidence })]),
    tookMs >= 1000
      ? format.number(tookMs / 1000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 })
      : format.number(tookMs, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 }),
    // The clock of the page may be a moment behind.
    format.relativeTime(asked, now > asked ? now : asked),
  ]
  return (
    <div className="flex flex-col gap-1 text-sm text-soft">
      <p>{facts.join(' · ')}</p>
      {searchedFor !== question && <p>{t('searchedFor', { question: searchedFor })}</p>}
      {generation !== null && <GenerationFacts generation={generation} />}
    </div>
  )
}
