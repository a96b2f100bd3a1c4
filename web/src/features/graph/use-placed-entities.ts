import { useEffect, useMemo, useState } from 'react'
import { runInSlices } from '../concepts/run-in-slices.ts'
import type { PlacedEntities } from './entity-graph.ts'
import { entityLayout, type EntityPlaces } from './entity-layout.ts'
import type { EntityNet } from './entity-net.ts'

/** What was placed once is not placed again when the map is come back to. */
const placedNets = new WeakMap<EntityNet, EntityPlaces>()

/** A net with places for its entities, computed in short pieces. Until a new net is placed, the one before is given. */
export function usePlacedEntities(net: EntityNet | null): PlacedEntities | null {
  const [latest, setLatest] = useState<PlacedEntities | null>(null)
  useEffect(() => {
    if (net === null || placedNets.has(net)) return
    const controller = new AbortController()
    const run = async (): Promise<void> => {
      const places = await runInSlices(entityLayout(net), controller.signal)
      if (places === null) return
      placedNets.set(net, places)
      setLatest({ net, places })
    }
    void run()
    return () => controller.abort()
  }, [net])
  return useMemo(() => {
    const places = net === null ? undefined : placedNets.get(net)
    return net === null || places === undefined ? latest : { net, places }
  }, [net, latest])
}
