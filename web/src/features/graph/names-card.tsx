import type { Entity, EntityDetail, EntityName } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useMay } from '../../api/session.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { MarkedText, PassageLink } from '../../components/passage.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EntityPicker } from './entity-picker.tsx'
import { placesOf } from './places-of.ts'
import { useNameDecisions } from './use-name-decisions.ts'

type Asked = { readonly split: EntityName } | { readonly merge: Entity }

/** All names of an entity, why each is one, and the person's own word on it. */
export function NamesCard({ entity }: { readonly entity: EntityDetail }): JSX.Element {
  const t = useTranslations('graph')
  const may = useMay()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { split, merge, isBusy } = useNameDecisions(entity, () => setAsked(null))
  const { name, nameRecords } = entity
  return (
    <Card title={t('names')}>
      <ul className="flex flex-col divide-y divide-line">
        {nameRecords.map((record) => (
          <li key={record.id} className="py-2.5 first:pt-0">
            <NameItem
              record={record}
              onSplit={nameRecords.length < 2 || !may('splitEntity') ? null : () => setAsked({ split: record })}
            />
          </li>
        ))}
      </ul>
      {nameRecords.length < 2 && <p className="mt-2 text-sm text-soft">{t('onlyName')}</p>}
      {may('mergeEntities') && (
        <div className="mt-4 max-w-sm">
          <EntityPicker
            collection={entity.collection}
            label={t('mergeWith')}
            without={entity.id}
            onPick={(other) => setAsked({ merge: other })}
          />
        </div>
      )}
      {asked !== null && 'split' in asked && (
        <ConfirmDialog
          title={t('splitTitle', { name: asked.split.name })}
          text={t('splitText', { name: asked.split.name })}
          action={t('splitDo')}
          isBusy={isBusy}
          onConfirm={() => split(asked.split)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked !== null && 'merge' in asked && (
        <ConfirmDialog
          title={t('mergeTitle', { name, other: asked.merge.name })}
          text={t('mergeText', { name, other: asked.merge.name })}
          action={t('mergeDo')}
          isBusy={isBusy}
          onConfirm={() => merge(asked.merge)}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  )
}

interface NameItemProps {
  readonly record: EntityName
  /** Null when it is the only name, and for those who may not. */
  readonly onSplit: (() => void) | null
}

function NameItem({ record, onSplit }: NameItemProps): JSX.Element {
  const t = useTranslations('graph')
  const format = useFormatter()
  const { name, mentions, reason, similarity, evidence } = record
  const alike =
    similarity === null ? t('alike') : format.number(similarity, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium wrap-anywhere">{name}</span>
        <span className="text-sm text-soft">{t('times', { count: mentions })}</span>
        <span className="flex-1" />
        {onSplit !== null && reason !== 'itself' && (
          <Button size="small" variant="quiet" aria-label={t('splitNamed', { name })} onClick={onSplit}>
            {t('splitOff')}
          </Button>
        )}
      </div>
      <p className="text-sm text-soft">
        {t(`reason.${reason}`, { with: record.with ?? '', similarity: alike })}
        {evidence !== null && `. ${t('textSays')}`}
      </p>
      {evidence !== null && (
        <div className="mt-1 border-l-2 border-line pl-3">
          <p className="line-clamp-3 font-reading wrap-anywhere">
            <MarkedText
              text={evidence.text}
              start={evidence.start}
              highlights={placesOf(evidence, record.with === null ? [name] : [name, record.with])}
            />
          </p>
          <PassageLink place={evidence} />
        </div>
      )}
    </>
  )
}
