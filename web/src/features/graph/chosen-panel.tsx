import { Cross2Icon } from '@radix-ui/react-icons'
import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import type { Chosen } from './entity-graph.ts'
import type { EntityNet } from './entity-net.ts'
import { EntityPanel } from './entity-panel.tsx'
import { RelationDetails } from './relation-details.tsx'

interface ChosenPanelProps {
  readonly chosen: Chosen
  readonly net: EntityNet
  readonly onClose: () => void
}

/** What was clicked on the map, with what the documents say about it. */
export function ChosenPanel({ chosen, net, onClose }: ChosenPanelProps): JSX.Element | null {
  const t = useTranslations('graph')
  const panel = useRef<HTMLElement>(null)
  const { entityId, relationId } = chosen
  const id = relationId ?? entityId
  // Below the map on a phone, it would be out of sight.
  useEffect(() => {
    if (id !== null) panel.current?.scrollIntoView({ block: 'nearest' })
  }, [id])
  if (id === null) return null
  return (
    <section
      ref={panel}
      aria-label={t(relationId === null ? 'entities' : 'relation')}
      className="relative rounded-lg border border-accent bg-surface p-4 pr-11 shadow-card"
    >
      <div className="absolute top-1.5 right-1.5">
        <IconButton label={t('close')} icon={<Cross2Icon />} onClick={onClose} />
      </div>
      <div aria-live="polite">
        {relationId === null ? (
          <EntityPanel entityId={id} />
        ) : (
          <>
            <h2 className="sr-only">{t('relation')}</h2>
            <RelationDetails relationId={relationId} net={net} />
          </>
        )}
      </div>
    </section>
  )
}
