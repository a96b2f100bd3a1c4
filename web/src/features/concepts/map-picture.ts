import type { ConceptGraph } from '@learnpath/contracts'
import { useEffect, useMemo, useState } from 'react'
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
  const [latest, setLatest] = useState<PlacedNet | null>(null)
  useEffect(() => {
    if (graph === undefined || net === null || placedGraphs.has(graph)) return
    const controller = new AbortController()
    const run = async (): Promise<void> => {
      const found = await place(net, controller.signal)
      if (found === null) return
      placedGraphs.set(graph, found)
      setLatest({ net, ...found })
    }
    void run()
    return () => controller.abort()
  }, [graph, net])
  return useMemo(() => {
    const known = graph === undefined ? undefined : placedGraphs.get(graph)
    return known === undefined || net === null ? latest : { net, ...known }
  }, [graph, net, latest])
}

/** Null when the signal fired: a newer net is being placed. */
async function place(net: ConceptNet, signal: AbortSignal): Promise<Placed | null> {
  const topics = topicsOf(net)
  const places = await runInSlices(mapLayout({ net, topics }), signal)
  return places === null ? null : { topics, places }
}
