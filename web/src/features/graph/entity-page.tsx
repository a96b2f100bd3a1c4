import { ArrowLeftIcon } from '@radix-ui/react-icons'
import type { EntityDetail } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Page } from '../../components/page.tsx'
import { PassageLink } from '../../components/passage.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { conceptAddress } from '../concepts/concept-address.ts'
import { Around } from './around.tsx'
import { entityAddress } from './entity-address.ts'
import { EntityPicker } from './entity-picker.tsx'
import { NamesCard } from './names-card.tsx'
import { PathFinder } from './path-finder.tsx'
import { RelationGroups } from './relation-groups.tsx'
import { TypeMark } from './type-mark.tsx'
import { useGraphStatus } from './use-graph.ts'

/** One thing that documents name: its names, where to read about it, how it is related, and ways to others. */
export function EntityPage(): JSX.Element {
  const t = useTranslations('graph')
  const { id = '' } = useParams()
  const { data, error, refetch } = useAnswer('getEntity', { params: { id } }, { keepBefore: true })
  if (data === undefined) {
    return (
      <Page title={t('entities')} actions={<BackToMap />}>
        {error === null ? <Skeleton lines={8} /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  }
  return <LoadedEntity entity={data} />
}

function LoadedEntity({ entity }: { readonly entity: EntityDetail }): JSX.Element {
  const t = useTranslations('graph')
  const [, navigate] = useLocation()
  useGraphStatus(entity.collection)
  const { id, name, type, names, collection, mentions, documents, description, conceptId } = entity
  const others = names.filter((other) => other !== name)
  return (
    <Page
      title={name}
      {...(others.length > 0 ? { lead: t('also', { names: others.join(', ') }) } : {})}
      actions={
        <>
          <div className="w-56 max-w-full">
            <EntityPicker
              collection={collection}
              label={t('find')}
              labelHidden
              onPick={(other) => navigate(entityAddress(other.id))}
            />
          </div>
          <BackToMap at={id} />
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Card>
          {description !== null && <p className="mb-3 font-reading text-lg">{description}</p>}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <TypeMark type={type} />
            <span className="text-sm text-soft">{t('namedIn', { mentions, documents })}</span>
            <span className="text-sm text-soft">{t('relationCount', { count: entity.relations })}</span>
            {conceptId !== null && (
              <ButtonLink to={conceptAddress(conceptId)} size="small">
                {t('openConcept')}
              </ButtonLink>
            )}
          </div>
        </Card>
        {entity.relations > 0 && <Around key={id} entity={entity} />}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Card title={t('relationsOf')}>
            <RelationGroups key={id} entity={entity} />
          </Card>
          <div className="flex min-w-0 flex-col gap-4">
            <PathFinder key={id} from={entity} />
            <NamesCard entity={entity} />
            <Passages passages={entity.passagesToRead} />
          </div>
        </div>
      </div>
    </Page>
  )
}

function Passages({ passages }: { readonly passages: EntityDetail['passagesToRead'] }): JSX.Element {
  const t = useTranslations('graph')
  return (
    <Card title={t('passages')}>
      {passages.length === 0 ? (
        <p className="text-soft">{t('noPassages')}</p>
      ) : (
        <ol className="flex flex-col gap-4">
          {passages.map((passage) => (
            <li key={`${passage.documentId}-${passage.start}`}>
              <PassageLink place={passage} />
              <p className="mt-1 line-clamp-4 font-reading wrap-anywhere">{passage.text}</p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

function BackToMap({ at }: { readonly at?: string }): JSX.Element {
  const t = useTranslations('graph')
  const address = at === undefined ? '' : `&at=${encodeURIComponent(at)}`
  return (
    <ButtonLink to={`/concepts?about=related${address}`} variant="quiet" icon={<ArrowLeftIcon />}>
      {t('toMap')}
    </ButtonLink>
  )
}
