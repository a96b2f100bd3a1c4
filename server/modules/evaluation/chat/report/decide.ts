import { DecisionCriterion, type Decision, type DecisionRow } from '@learnpath/contracts'

export type Weights = Readonly<Record<DecisionCriterion, number>>

/** What is known of one subject; null is what was not measured. */
export interface DecisionFacts {
  readonly label: string
  /** 0 to 100. */
  readonly quality: number | null
  readonly firstTextMs: number | null
  readonly totalMs: number | null
  /** 0 for what needs no model. */
  readonly switchMs: number | null
  readonly vramBytes: number | null
  /** 1 to 5, by a person. */
  readonly maintenance: number | null
}

/**
 * Amounts that are worth half of the points. Fixed ones, so that a subject's points do not depend on who else is in the comparison:
 * after 10 s people turn to something else (Nielsen 1993), and half of that until something begins to appear; a switch of models is
 * rarer; 8 GiB are the memory of a common graphics card.
 */
const HALF = { firstTextMs: 5000, totalMs: 10_000, switchMs: 10_000, vramBytes: 8 * 1024 ** 3 } as const
const SENSITIVITY = [-20, 20] as const
/** Totals nearer to each other than this are equal: times alone differ as much from one evaluation to the next. */
const NO_LEAD = 0.5

const halving = (amount: number | null, half: number): number | null =>
  amount === null ? null : 100 / (1 + amount / half)

/** Each criterion from 0 to 100, more is better. */
export function criterionPoints(facts: DecisionFacts): Record<DecisionCriterion, number | null> {
  const first = halving(facts.firstTextMs, HALF.firstTextMs)
  const whole = halving(facts.totalMs, HALF.totalMs)
  return {
    quality: facts.quality,
    speed: first === null || whole === null ? null : (first + whole) / 2,
    switchTime: halving(facts.switchMs, HALF.switchMs),
    vram: halving(facts.vramBytes, HALF.vramBytes),
    maintenance: facts.maintenance === null ? null : (facts.maintenance - 1) * 25,
  }
}

/** Weighs what was measured of every subject, and looks whether a fifth more or less of one weight changes who wins. */
export function decide(
  subjects: readonly DecisionFacts[],
  weights: Weights,
  quality: Pick<Decision, 'qualityFrom' | 'judgementsWanted'>,
): Decision {
  const points = subjects.map((facts) => ({ label: facts.label, points: criterionPoints(facts) }))
  const counted = DecisionCriterion.options.filter((criterion) => points.every((one) => one.points[criterion] !== null))
  const of = (changed: Weights) => rowsOf(points, counted, changed)
  const rows = of(weights)
  const winner = winnerOf(rows)
  const sensitivity = counted
    .filter((criterion) => weights[criterion] > 0)
    .flatMap((criterion) =>
      SENSITIVITY.map((change) => ({
        criterion,
        change,
        winner: winnerOf(of({ ...weights, [criterion]: weights[criterion] * (1 + change / 100) })),
      })),
    )
  const sum = counted.reduce((total, criterion) => total + weights[criterion], 0)
  return {
    weights: Object.fromEntries(
      DecisionCriterion.options.map((criterion) => [
        criterion,
        counted.includes(criterion) && sum > 0 ? (100 * weights[criterion]) / sum : 0,
      ]),
    ) as Record<DecisionCriterion, number>,
    ...quality,
    leftOut: DecisionCriterion.options.filter((criterion) => !counted.includes(criterion)),
    rows,
    winner,
    lead: rows.length < 2 ? 0 : (rows[0]?.total ?? 0) - (rows[1]?.total ?? 0),
    sensitivity,
    stable: sensitivity.every((one) => one.winner === winner),
  }
}

function rowsOf(
  subjects: readonly Pick<DecisionRow, 'label' | 'points'>[],
  counted: readonly DecisionCriterion[],
  weights: Weights,
): DecisionRow[] {
  const sum = counted.reduce((total, criterion) => total + weights[criterion], 0)
  const totals = subjects.map(({ label, points }) => {
    const weighed = counted.reduce((total, criterion) => total + weights[criterion] * (points[criterion] ?? 0), 0)
    return { label, points, total: sum === 0 ? 0 : Math.min(100, weighed / sum) }
  })
  return totals
    .toSorted((one, other) => other.total - one.total)
    .map((row) => ({ ...row, rank: 1 + totals.filter(({ total }) => total > row.total + NO_LEAD).length }))
}

function winnerOf(rows: readonly DecisionRow[]): string | null {
  const [first, second] = rows
  if (first === undefined || second === undefined) return null
  return first.total - second.total > NO_LEAD ? first.label : null
}
