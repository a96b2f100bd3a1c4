import type { ConceptGraph } from '@learnpath/contracts'
import { useEffect, useState } from 'react'
import type { ConceptNet } from './concept-net.ts'
import { mapLayout, type MapPlaces } from './map-layout.ts'
import { runInSlices } from './run-in-slices.ts'
import { topicsOf, type Topic } from './topics.ts'

export interface PlacedNet {
  readonly net: ConceptNet
  readonly topics: readonly Topic[]
  readonly places: MapPlaces
}

type Placed = Pick<PlacedNet, 'topics' | 'places'>

/** What was placed once is not placed again when the map is come back to. */
const placedGraphs = new WeakMap<ConceptGraph, Placed>()

/** A net with places for its concepts, computed in short pieces. Until a new net is placed, the one before is given. */
export function usePlacedNet(graph: ConceptGraph | undefined, net: ConceptNet | null): PlacedNet | null {
  const [placed, setPlaced] = useState<PlacedNet | null>(null)
  useEffect(() => {
    if (graph === undefined || net === null) return
    const known = placedGraphs.get(graph)
    if (known !== undefined) {
      setPlaced({ net, ...known })
      return
    }
    const controller = new AbortController()
    void place(net, controller.signal).then(
      (found) => {
        placedGraphs.set(graph, found)
        setPlaced({ net, ...found })
      },
      // Aborted: a newer net is being placed.
      () => undefined,
    )
    return () => controller.abort()
  }, [graph, net])
  return placed
}

async function place(net: ConceptNet, signal: AbortSignal): Promise<Placed> {
  const topics = topicsOf(net)
  return { topics, places: await runInSlices(mapLayout({ net, topics }), signal) }
}
