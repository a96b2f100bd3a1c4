import { UploadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../api/session.ts'
import { EmptyState } from '../../components/states.tsx'
import { AddDocuments } from '../library/add-documents.tsx'
import { SampleOffer } from '../library/sample-offer.tsx'

const PROMISES = ['private', 'cited', 'learned'] as const

/** For somebody who has no documents here yet: one step, in two ways. */
export function FirstRun({ isSampleOffered }: { readonly isSampleOffered: boolean }): JSX.Element {
  const t = useTranslations('home')
  const mayAdd = useMay()('addDocuments')
  if (!mayAdd) return <EmptyState title={t('nothingShared')}>{t('nothingSharedText')}</EmptyState>
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col items-center gap-4 rounded-lg border-2 border-dashed border-line-strong bg-surface px-6 py-10 text-center">
        <UploadIcon aria-hidden className="size-9 text-accent" />
        <h2 className="text-xl">{t('dropTitle')}</h2>
        <p className="max-w-prose text-soft">{t('dropText')}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <AddDocuments collection={null} />
        </div>
        {isSampleOffered && (
          <>
            <p className="flex w-full max-w-80 items-center gap-3 text-sm text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              {t('or')}
            </p>
            <SampleOffer />
            <p className="max-w-prose text-sm text-soft">{t('samplesText')}</p>
          </>
        )}
      </section>
      <ul className="grid gap-4 sm:grid-cols-3">
        {PROMISES.map((promise) => (
          <li key={promise}>
            <h3 className="font-semibold">{t(`promise.${promise}.title`)}</h3>
            <p className="text-sm text-soft">{t(`promise.${promise}.text`)}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
