import type { Status } from '@learnpath/contracts'
import { lazy, Suspense, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { DropArea } from '../library/drop-area.tsx'
import { IndexingProgress } from '../library/indexing-progress.tsx'
import { UploadList, useUploads } from '../library/upload-list.tsx'
import { useCollection } from '../library/use-collection.ts'
import { AskBox } from './ask-box.tsx'
import { Today } from './today.tsx'

/** Seen once: who has documents does not load it. */
const FirstRun = lazy(async () => ({ default: (await import('./first-run.tsx')).FirstRun }))

/** The way in: from no documents to the first cited answer, and later what is to do today. */
export function HomePage(): JSX.Element {
  const t = useTranslations('home')
  const mayAdd = useMay()('addDocuments')
  const [collection] = useCollection()
  const { data: status, error, refetch } = useAnswer('status')
  const isNew = status !== undefined && status.documents.total === 0
  return (
    <Page title={isNew ? t('welcome') : t('title')} {...(isNew ? { lead: t('welcomeLead') } : {})}>
      {mayAdd && <DropArea collection={collection} />}
      <UploadList />
      <IndexingProgress />
      {error !== null && status === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && status === undefined && <Skeleton lines={6} />}
      {status !== undefined && <Content status={status} />}
    </Page>
  )
}

function Content({ status }: { readonly status: Status }): JSX.Element {
  const t = useTranslations('home')
  const uploads = useUploads()
  const { total, searchable, failed } = status.documents
  if (total === 0 && uploads.some(({ state }) => state === 'sending' || state === 'waiting')) return <></>
  if (total === 0) {
    return (
      <Suspense fallback={<Skeleton lines={6} />}>
        <FirstRun isSampleOffered={status.sampleLibrary.offered} />
      </Suspense>
    )
  }
  if (searchable > 0) {
    return (
      <>
        <AskBox />
        <Today />
      </>
    )
  }
  return (
    <section className="flex flex-col items-start gap-3">
      <p role="status">{failed === total ? t('noneReadable') : t('almostThere')}</p>
      {failed > 0 && <ButtonLink to="/library?state=failed">{t('failed', { count: failed })}</ButtonLink>}
    </section>
  )
}
