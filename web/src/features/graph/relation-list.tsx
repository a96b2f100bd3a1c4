import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { EmptyState } from '../../components/states.tsx'
import { shownRelations, type EntityNet, type NetRelation, type Without } from './entity-net.ts'
import { isNamed } from './is-named.ts'
import { RelationDetails } from './relation-details.tsx'
import { RelationSentence } from './relation-sentence.tsx'
import { Sureness } from './sureness.tsx'
import { VirtualRows } from './virtual-rows.tsx'

const ROW = 64

/** The lines of the map as sentences, the surest first. */
export function RelationList({ net, without }: { readonly net: EntityNet; readonly without: Without }): JSX.Element {
  const t = useTranslations('graph')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const shown = useMemo(
    () =>
      shownRelations(net, without).filter(({ source, target }) =>
        isNamed(words, net.entities[source]?.name ?? '', net.entities[target]?.name ?? ''),
      ),
    [net, without, words],
  )
  return (
    <div className="flex flex-col gap-3">
      <TextField type="search" label={t('filter')} value={words} onChange={({ target }) => setWords(target.value)} />
      <p role="status" className="text-sm text-soft">
        {t('shownRelations', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t('noneFound')}>{t('nothingLeft')}</EmptyState>
      ) : (
        <VirtualRows label={t('relations')} rows={shown} keyOf={({ id }) => id} rowHeight={ROW}>
          {(relation) => <Row net={net} relation={relation} onOpen={() => setOpen(relation.id)} />}
        </VirtualRows>
      )}
      {open !== null && (
        <Dialog
          open
          place="side"
          title={t('relation')}
          onOpenChange={(isOpen) => {
            if (!isOpen) setOpen(null)
          }}
        >
          <RelationDetails relationId={open} net={net} />
        </Dialog>
      )}
    </div>
  )
}

interface RowProps {
  readonly net: EntityNet
  readonly relation: NetRelation
  readonly onOpen: () => void
}

function Row({ net, relation, onOpen }: RowProps): JSX.Element | null {
  const t = useTranslations('graph')
  const [source, target] = [net.entities[relation.source], net.entities[relation.target]]
  if (source === undefined || target === undefined) return null
  const words = `${source.name} — ${t(`kind.${relation.kind}`)} → ${target.name}`
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-72">
        <RelationSentence relation={{ kind: relation.kind, source, target }} />
      </span>
      <Sureness confidence={relation.confidence} origins={relation.origins} />
      <Button size="small" variant="quiet" aria-label={`${t('evidence')}: ${words}`} onClick={onOpen}>
        {t('evidence')}
      </Button>
    </div>
  )
}
