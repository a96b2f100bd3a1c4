/** A way from `from` to `to` that a search may take. */
export interface Step {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly confidence: number
}

export interface PathSearch {
  readonly from: string
  readonly to: string
  readonly maximumSteps: number
  /** Steps from places, each of which is asked for once. A step back is a step from its other end. */
  read(places: readonly string[]): Promise<readonly Step[]>
}

/** Of two equally sure ways the shorter is taken, and a somewhat surer one must not be much longer. */
const CONFIDENCE_OF_A_STEP = 0.9
/** A confidence of 0 would cost infinitely much. */
const LEAST_CONFIDENCE = 1e-6

const costOf = ({ confidence }: Step): number =>
  -Math.log(Math.max(LEAST_CONFIDENCE, confidence) * CONFIDENCE_OF_A_STEP)

/** One way from an end of the search to a place: the cheapest with so many steps. */
interface Label {
  readonly place: string
  readonly cost: number
  readonly steps: number
  readonly by: { readonly step: Step; readonly before: Label } | null
}

/** One end of the search. */
interface Side {
  /** By place: each further label has more steps and costs less. */
  readonly labels: Map<string, Label[]>
  /** Labels from which no step has been taken yet; all have the same number of steps. */
  frontier: Label[]
  depth: number
}

interface Found {
  readonly cost: number
  readonly forward: Label
  readonly backward: Label
}

/**
 * Ids of the steps of the way with the highest product of confidences, a little less for each step, among the ways of at most
 * `maximumSteps`; null when there is none. Goes from both ends at once, a level at a time, so that each level is one query: each end
 * takes only labels that cost at most half of the best way known, because every better way has a place where both halves meet.
 */
export async function surestPath(search: PathSearch): Promise<readonly string[] | null> {
  if (search.from === search.to) return []
  const [forward, backward] = [startAt(search.from), startAt(search.to)]
  const known = new Map<string, readonly Step[]>()
  let best: Found | null = null
  for (;;) {
    const side = sideToExpand(forward, backward, { best, maximumSteps: search.maximumSteps })
    if (side === null) break
    const taken = await takeLevel(side, { search, known, best })
    const other = side === forward ? backward : forward
    for (const label of taken) {
      for (const opposite of other.labels.get(label.place) ?? []) {
        const cost = label.cost + opposite.cost
        if (label.steps + opposite.steps > search.maximumSteps || (best !== null && cost >= best.cost)) continue
        best =
          side === forward ? { cost, forward: label, backward: opposite } : { cost, forward: opposite, backward: label }
      }
    }
  }
  return best === null ? null : [...stepsTo(best.forward).toReversed(), ...stepsTo(best.backward)]
}

function startAt(place: string): Side {
  const label: Label = { place, cost: 0, steps: 0, by: null }
  return { labels: new Map([[place, [label]]]), frontier: [label], depth: 0 }
}

/** The end with less to look at; null when no better way can be found. */
function sideToExpand(
  forward: Side,
  backward: Side,
  { best, maximumSteps }: { readonly best: Found | null; readonly maximumSteps: number },
): Side | null {
  if (best === null) {
    // Whatever both ends reach in so many steps together has met by now; and an end that knows no more places never will.
    if (forward.depth + backward.depth >= maximumSteps) return null
    if (forward.frontier.length === 0 || backward.frontier.length === 0) return null
  } else {
    for (const side of [forward, backward]) {
      side.frontier = side.frontier.filter(({ cost, steps }) => cost <= best.cost / 2 && steps < maximumSteps)
    }
  }
  const open = [forward, backward].filter(({ frontier }) => frontier.length > 0)
  return open.toSorted((a, b) => a.frontier.length - b.frontier.length)[0] ?? null
}

/** Takes all steps from the frontier of a side. @returns the new labels */
async function takeLevel(
  side: Side,
  {
    search,
    known,
    best,
  }: { readonly search: PathSearch; readonly known: Map<string, readonly Step[]>; readonly best: Found | null },
): Promise<readonly Label[]> {
  const unread = side.frontier.map(({ place }) => place).filter((place) => !known.has(place))
  if (unread.length > 0) remember(known, unread, await search.read(unread))
  const next = new Map<string, Label>()
  for (const before of side.frontier) {
    for (const step of known.get(before.place) ?? []) {
      const label: Label = {
        place: step.to,
        cost: before.cost + costOf(step),
        steps: before.steps + 1,
        by: { step, before },
      }
      if (best !== null && label.cost >= best.cost) continue
      const cheapest = next.get(step.to) ?? side.labels.get(step.to)?.at(-1)
      if (cheapest !== undefined && !isBefore(label, cheapest)) continue
      next.set(step.to, label)
    }
  }
  side.frontier = [...next.values()]
  side.depth += 1
  for (const label of side.frontier) side.labels.set(label.place, [...(side.labels.get(label.place) ?? []), label])
  return side.frontier
}

/** The cheaper; of equals of the same level the one by the smaller id, so that the same graph gives the same way. */
function isBefore(label: Label, other: Label): boolean {
  if (label.cost !== other.cost) return label.cost < other.cost
  return label.steps === other.steps && (label.by?.step.id ?? '') < (other.by?.step.id ?? '')
}

function remember(known: Map<string, readonly Step[]>, places: readonly string[], steps: readonly Step[]): void {
  const byPlace = new Map<string, Step[]>(places.map((place) => [place, []]))
  for (const step of steps) byPlace.get(step.from)?.push(step)
  for (const [place, from] of byPlace) known.set(place, from)
}

/** From the label's place back to where the side began. */
function stepsTo(label: Label): string[] {
  const ids: string[] = []
  for (let { by } = label; by !== null; by = by.before.by) ids.push(by.step.id)
  return ids
}
