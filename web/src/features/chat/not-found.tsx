import { MagnifyingGlassIcon, ReloadIcon } from '@radix-ui/react-icons'
import type { AskResponse } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, ButtonLink } from '../../components/button.tsx'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { MarkedText } from '../../components/passage.tsx'
import { AnswerFacts } from './answer-facts.tsx'
import { FallbackNotes } from './fallback-notes.tsx'
import { PassageCard } from './passage-card.tsx'

interface NotFoundProps {
  readonly response: AskResponse
  /** ISO 8601. */
  readonly askedAt: string
  /** Not all documents were asked. */
  readonly isNarrow: boolean
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onRetry: () => void
  /** What came nearest to an earlier question is folded away. */
  readonly isLast: boolean
  readonly onWiden: () => void
}

/** The documents do not hold the answer: said plainly, with the passages that come nearest. */
export function NotFound({
  response,
  askedAt,
  isNarrow,
  isLast,
  open,
  onOpen,
  onRetry,
  onWiden,
}: NotFoundProps): JSX.Element {
  const t = useTranslations('chat')
  return (
    <>
      <FallbackNotes fallbacks={response.fallbacks} next={response.engine} />
      <div>
        <p className="text-lg font-semibold">{t('notFound')}</p>
        <p className="text-soft">{t(isNarrow ? 'notFoundNarrow' : 'notFoundText')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {isNarrow && (
          <Button variant="primary" onClick={onWiden}>
            {t('widen')}
          </Button>
        )}
        <ButtonLink to={`/search?q=${encodeURIComponent(response.question)}`} icon={<MagnifyingGlassIcon />}>
          {t('searchInstead')}
        </ButtonLink>
        <Button icon={<ReloadIcon />} onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
      {response.nearest.length > 0 &&
        (isLast ? (
          <section>
            <h3 className="mb-2 text-sm font-semibold text-soft">{t('nearest')}</h3>
            <Nearest hits={response.nearest} open={open} onOpen={onOpen} />
          </section>
        ) : (
          <details>
            <summary className="mb-2 cursor-pointer text-sm font-semibold text-soft">{t('nearest')}</summary>
            <Nearest hits={response.nearest} open={open} onOpen={onOpen} />
          </details>
        ))}
      <AnswerFacts response={response} askedAt={askedAt} />
    </>
  )
}

interface NearestProps extends Pick<NotFoundProps, 'open' | 'onOpen'> {
  readonly hits: AskResponse['nearest']
}

function Nearest({ hits, open, onOpen }: NearestProps): JSX.Element {
  return (
    <ol className="flex flex-col gap-2">
      {hits.map((hit) => (
        <PassageCard key={hit.chunkId} passage={hit} isOpen={isSamePassage(open, hit)} onOpen={onOpen}>
          <MarkedText text={hit.text} start={hit.start} highlights={hit.highlights} />
        </PassageCard>
      ))}
    </ol>
  )
}
