import type { SourcePassage } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Card } from '../../components/card.tsx'
import { PassageLink } from '../../components/passage.tsx'

/** Where a concept is explained, the best place first. */
export function PassagesToRead({ passages }: { readonly passages: readonly SourcePassage[] }): JSX.Element {
  const t = useTranslations('concepts')
  return (
    <Card title={t('passages')}>
      {passages.length === 0 ? (
        <p className="text-soft">{t('noPassages')}</p>
      ) : (
        <ol className="flex flex-col gap-4">
          {passages.map((passage) => (
            <li key={`${passage.documentId}-${passage.start}`}>
              <PassageLink place={passage} />
              <p className="mt-1 line-clamp-4 font-reading">{passage.text}</p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
