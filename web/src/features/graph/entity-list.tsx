import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { TextField } from '../../components/field.tsx'
import { EmptyState } from '../../components/states.tsx'
import { entityAddress } from './entity-address.ts'
import type { EntityNet, NetEntity, Without } from './entity-net.ts'
import { isNamed } from './is-named.ts'
import { TypeMark } from './type-mark.tsx'
import { VirtualRows } from './virtual-rows.tsx'

const ROW = 56

/** The entities of the map as a list, those without a relation as well. */
export function EntityList({ net, without }: { readonly net: EntityNet; readonly without: Without }): JSX.Element {
  const t = useTranslations('graph')
  const [words, setWords] = useState('')
  const shown = useMemo(
    () => net.entities.filter((entity) => !without.types.has(entity.type) && isNamed(words, entity.name)),
    [net, without, words],
  )
  return (
    <div className="flex flex-col gap-3">
      <TextField type="search" label={t('filter')} value={words} onChange={({ target }) => setWords(target.value)} />
      <p role="status" className="text-sm text-soft">
        {t('shownEntities', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t('noneFound')}>{t('nothingLeft')}</EmptyState>
      ) : (
        <VirtualRows label={t('entities')} rows={shown} keyOf={({ id }) => id} rowHeight={ROW}>
          {(entity) => <Row net={net} entity={entity} />}
        </VirtualRows>
      )}
    </div>
  )
}

function Row({ net, entity }: { readonly net: EntityNet; readonly entity: NetEntity }): JSX.Element {
  const t = useTranslations('graph')
  const relations = net.relationsOf[net.indexOf(entity.id) ?? -1]?.length ?? 0
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-x-4 px-4 py-1.5">
      <Link href={entityAddress(entity.id)} className="min-w-0 flex-1 basis-40 font-medium wrap-anywhere">
        {entity.name}
      </Link>
      <TypeMark type={entity.type} />
      <span className="w-28 text-right text-sm whitespace-nowrap text-soft">
        {t('relationCount', { count: relations })}
      </span>
    </div>
  )
}
