import type { ChatMeasure, Estimate } from '@learnpath/contracts'
import { useFormatter } from 'use-intl'
import { useFileSize } from '../../components/use-file-size.ts'

const SHARES: ReadonlySet<ChatMeasure> = new Set([
  'topicCoverage',
  'citationPrecision',
  'faithfulness',
  'abstentionRight',
  'documentCited',
])

interface MeasureText {
  readonly share: (value: number) => string
  readonly milliseconds: (value: number) => string
  readonly number: (value: number) => string
  readonly measure: (measure: ChatMeasure, value: number) => string
  /** An interval, such as "0.61–0.74". */
  readonly range: (estimate: Pick<Estimate, 'low' | 'high'>, write: (value: number) => string) => string
}

/** Writes what was measured as people read it. */
export function useMeasureText(): MeasureText {
  const format = useFormatter()
  const size = useFileSize()
  const number = (value: number): string =>
    format.number(value, { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0 })
  const share = (value: number): string => format.number(value, { style: 'percent', maximumFractionDigits: 0 })
  const milliseconds = (value: number): string => {
    const unit = value < 1000 ? 'millisecond' : 'second'
    const amount = value < 1000 ? value : value / 1000
    const maximumFractionDigits = amount < 10 ? 1 : 0
    return format.number(amount, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits })
  }
  return {
    share,
    milliseconds,
    number,
    measure: (measure, value) => {
      if (SHARES.has(measure)) return share(value)
      if (measure.endsWith('Ms')) return milliseconds(value)
      return measure.endsWith('Bytes') ? size(value) : number(value)
    },
    range: ({ low, high }, write) => (low < 0 ? `${write(low)} … ${write(high)}` : `${write(low)}–${write(high)}`),
  }
}
