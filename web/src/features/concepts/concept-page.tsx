import { ArrowLeftIcon } from '@radix-ui/react-icons'
import type { ConceptDetail } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { RelatedCard } from '../graph/related-card.tsx'
import { conceptAddress } from './concept-address.ts'
import { ConceptActions } from './concept-actions.tsx'
import { ConceptFacts } from './concept-facts.tsx'
import type { ConceptNet } from './concept-net.ts'
import { ConceptPicker } from './concept-picker.tsx'
import { FocusView } from './focus-view.tsx'
import { PassagesToRead } from './passages-to-read.tsx'
import { PathList } from './path-list.tsx'
import { PrerequisiteCard } from './prerequisite-card.tsx'
import { useConceptNet } from './use-concept-net.ts'

/** One concept: what it is, where to read about it, what it needs and what needs it. */
export function ConceptPage(): JSX.Element {
  const t = useTranslations('concepts')
  const { id = '' } = useParams()
  const { data: concept, error, refetch } = useAnswer('getConcept', { params: { id } }, { keepBefore: true })
  if (concept === undefined) {
    return (
      <Page title={t('title')} actions={<BackToMap />}>
        {error === null ? <Skeleton lines={8} /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  }
  return <LoadedConcept concept={concept} />
}

function LoadedConcept({ concept }: { readonly concept: ConceptDetail }): JSX.Element {
  const t = useTranslations('concepts')
  const [, navigate] = useLocation()
  const { net, graph } = useConceptNet(concept.collection)
  const index = net?.indexOf(concept.id)
  return (
    <Page
      title={concept.name}
      {...(concept.aliases.length === 0 ? {} : { lead: t('alsoCalled', { names: concept.aliases.join(', ') }) })}
      actions={
        <>
          {net !== null && (
            <div className="w-56 max-w-full">
              <ConceptPicker
                net={net}
                label={t('find')}
                labelHidden
                placeholder={t('find')}
                onPick={({ id }) => navigate(conceptAddress(id))}
              />
            </div>
          )}
          <BackToMap at={concept.id} />
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ConceptFacts concept={concept} total={graph?.total ?? null} />
        <ConceptActions concept={concept} net={net} />
        <Card title={t('around')}>
          {aroundOf(net, { index, neededBy: concept.neededBy.length, missing: t('notOnMap') })}
        </Card>
        <div className="grid gap-4 lg:grid-cols-2">
          <PassagesToRead passages={concept.passages} />
          {net !== null && index !== undefined && <PathList net={net} goal={index} />}
        </div>
        <RelatedCard concept={concept} />
        <PrerequisiteCard concept={concept} net={net} />
      </div>
    </Page>
  )
}

interface Around {
  readonly index: number | undefined
  readonly neededBy: number
  /** Said when the concept is not in the net. */
  readonly missing: string
}

function aroundOf(net: ConceptNet | null, { index, neededBy, missing }: Around): JSX.Element {
  if (net === null) return <Skeleton lines={3} />
  if (index === undefined) return <p className="text-soft">{missing}</p>
  return <FocusView net={net} middle={index} neededBy={neededBy} />
}

function BackToMap({ at }: { readonly at?: string }): JSX.Element {
  const t = useTranslations('concepts')
  const address = at === undefined ? '/concepts' : `/concepts?at=${encodeURIComponent(at)}`
  return (
    <ButtonLink to={address} variant="quiet" icon={<ArrowLeftIcon />}>
      {t('toMap')}
    </ButtonLink>
  )
}
