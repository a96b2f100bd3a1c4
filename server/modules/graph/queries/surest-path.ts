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
const CONFIDENCE_OF_A_STEP = 0.6
/** A confidence of 0 would cost infinitely much. */
const LEAST_CONFIDENCE = 1e-6
/** Places that are read at once: few at first, since often little has to be read. */
const FIRST_READ = 4
const MOST_READ = 150

const costOf = ({ confidence }: Step): number =>
  -Math.log(Math.max(LEAST_CONFIDENCE, confidence) * CONFIDENCE_OF_A_STEP)

/** One way from an end of the search to a place. */
interface Label {
  readonly place: string
  readonly cost: number
  readonly steps: number
  readonly by: { readonly step: Step; readonly before: Label } | null
}

/** One end of the search. */
interface Side {
  /** By place: the cheapest with each number of steps, unless another with fewer steps costs no more. */
  readonly labels: Map<string, Label[]>
  /** From which no step has been taken yet. */
  open: Label[]
  /** Steps from this end until a first way is found; both ends together may take as many as the search. */
  readonly share: number
}

interface Found {
  readonly cost: number
  /** By the end: its way to the place where both meet. */
  readonly ends: ReadonlyMap<Side, Label>
}

/**
 * Ids of the steps of the way with the highest product of confidences, a little less for each step, among the ways of at most
 * `maximumSteps`; null when there is none. Dijkstra from both ends at once, some places with each reading. Once a way is known, each
 * end takes only what costs at most half of it: every better way has a place where two such halves meet.
 */
export async function surestPath(search: PathSearch): Promise<readonly string[] | null> {
  const { from, to, maximumSteps } = search
  if (from === to) return []
  const forward = startAt(from, Math.ceil(maximumSteps / 2))
  const backward = startAt(to, Math.floor(maximumSteps / 2))
  const known = new Map<string, readonly Step[]>()
  let best: Found | null = null
  for (let size = FIRST_READ; ; size = Math.min(MOST_READ, 2 * size)) {
    const next = nextLabels([forward, backward], { best, maximumSteps, size })
    if (next === null) break
    const unread = [...new Set(next.labels.map(({ place }) => place))].filter((place) => !known.has(place))
    if (unread.length > 0) remember(known, unread, await search.read(unread))
    const other = next.side === forward ? backward : forward
    best = takeSteps(next.labels, { side: next.side, other, known, best, maximumSteps })
  }
  return best === null ? null : [...stepsTo(best.ends, forward).toReversed(), ...stepsTo(best.ends, backward)]
}

interface Taking {
  readonly side: Side
  readonly other: Side
  readonly known: ReadonlyMap<string, readonly Step[]>
  readonly best: Found | null
  readonly maximumSteps: number
}

/** All steps from the labels. @returns the best way known now */
function takeSteps(labels: readonly Label[], { side, other, known, maximumSteps, ...before }: Taking): Found | null {
  let { best } = before
  for (const label of labels.flatMap((each) => stepsFrom(each, known))) {
    const most = best?.cost ?? Infinity
    if (label.cost >= most || !add(side, label)) continue
    const opposite = cheapest(other, label.place, maximumSteps - label.steps)
    if (opposite === undefined || label.cost + opposite.cost >= most) continue
    const ends = new Map([
      [side, label],
      [other, opposite],
    ])
    best = { cost: label.cost + opposite.cost, ends }
  }
  return best
}

function stepsFrom(before: Label, known: ReadonlyMap<string, readonly Step[]>): Label[] {
  return (known.get(before.place) ?? []).map((step) => ({
    place: step.to,
    cost: before.cost + costOf(step),
    steps: before.steps + 1,
    by: { step, before },
  }))
}

/** The cheapest way from an end to a place with at most so many steps. */
function cheapest({ labels }: Side, place: string, steps: number): Label | undefined {
  return (labels.get(place) ?? []).filter((label) => label.steps <= steps).toSorted(byCost)[0]
}

function startAt(place: string, share: number): Side {
  const label: Label = { place, cost: 0, steps: 0, by: null }
  return { labels: new Map([[place, [label]]]), open: [label], share }
}

/** The cheapest labels of the end that has come less far; null when no better way can be found. */
function nextLabels(
  sides: readonly Side[],
  { best, maximumSteps, size }: { readonly best: Found | null; readonly maximumSteps: number; readonly size: number },
): { readonly side: Side; readonly labels: readonly Label[] } | null {
  const isOpen = (side: Side, { cost, steps }: Label): boolean =>
    best === null ? steps < side.share : cost <= best.cost / 2 && steps < maximumSteps
  const open = sides.map((side) => {
    side.open = side.open.filter((label) => side.labels.get(label.place)?.includes(label) === true)
    return { side, labels: side.open.filter((label) => isOpen(side, label)).toSorted(byCost) }
  })
  // An end that knows no more places will never meet the other.
  if (best === null && sides.some((side) => side.open.length === 0)) return null
  const [next] = open
    .filter(({ labels }) => labels.length > 0)
    .toSorted((a, b) => (a.labels[0]?.cost ?? 0) - (b.labels[0]?.cost ?? 0))
  if (next === undefined) return null
  const labels = next.labels.slice(0, size)
  const taken = new Set(labels)
  next.side.open = next.side.open.filter((label) => !taken.has(label))
  return { side: next.side, labels }
}

const byCost = (one: Label, other: Label): number => one.cost - other.cost || (one.place < other.place ? -1 : 1)

/** @returns whether the label is better than those of its place in cost or number of steps */
function add(side: Side, label: Label): boolean {
  const others = side.labels.get(label.place) ?? []
  if (others.some((other) => isNoWorse(other, label))) return false
  side.labels.set(label.place, [...others.filter((other) => !isNoWorse(label, other)), label])
  side.open.push(label)
  return true
}

/** Of two that are equal the one by the smaller id, so that the same graph gives the same way. */
function isNoWorse(one: Label, other: Label): boolean {
  if (one.cost === other.cost && one.steps === other.steps) {
    return (one.by?.step.id ?? '') <= (other.by?.step.id ?? '')
  }
  return one.cost <= other.cost && one.steps <= other.steps
}

function remember(known: Map<string, readonly Step[]>, places: readonly string[], steps: readonly Step[]): void {
  const byPlace = new Map<string, Step[]>(places.map((place) => [place, []]))
  for (const step of steps) byPlace.get(step.from)?.push(step)
  for (const [place, from] of byPlace) known.set(place, from)
}

/** From the place where both ends meet back to where the side began. */
function stepsTo(ends: Found['ends'], side: Side): string[] {
  const ids: string[] = []
  for (let by = ends.get(side)?.by ?? null; by !== null; by = by.before.by) ids.push(by.step.id)
  return ids
}
