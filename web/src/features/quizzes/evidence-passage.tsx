import type { QuizSolution } from '@learnpath/contracts'
import { ReaderIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { MarkedText, PassageLink } from '../../components/passage.tsx'
import { Skeleton } from '../../components/states.tsx'

const DocumentPane = lazy(async () => ({
  default: (await import('../reader/document-pane.tsx')).DocumentPane,
}))

/** Characters of the passage that are shown before and after the evidence. */
const AROUND = 260

type Evidence = Pick<QuizSolution, 'passage' | 'evidenceStart' | 'evidenceEnd'>

/** The place in the document that holds the answer, with the words that do marked, and the way to read on there. */
export function EvidencePassage({ passage, evidenceStart, evidenceEnd }: Evidence): JSX.Element {
  const t = useTranslations('quizzes')
  const [isWhole, setIsWhole] = useState(false)
  const [isBeside, setIsBeside] = useState(false)
  const from = isWhole ? 0 : wordBoundary(passage.text, evidenceStart - passage.start - AROUND)
  const to = isWhole ? passage.text.length : wordBoundary(passage.text, evidenceEnd - passage.start + AROUND)
  const isCut = from > 0 || to < passage.text.length
  return (
    <figure className="flex flex-col gap-2">
      <blockquote className="border-l-4 border-mark-strong pl-4 font-reading leading-relaxed whitespace-pre-line">
        {from > 0 && '… '}
        <MarkedText
          text={passage.text.slice(from, to)}
          start={passage.start + from}
          highlights={[{ start: evidenceStart, end: evidenceEnd }]}
        />
        {to < passage.text.length && ' …'}
      </blockquote>
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PassageLink place={{ ...passage, start: evidenceStart, end: evidenceEnd }} />
        <span className="ml-auto flex gap-1">
          {isCut && (
            <Button variant="quiet" size="small" onClick={() => setIsWhole(true)}>
              {t('wholePassage')}
            </Button>
          )}
          <Button variant="quiet" size="small" icon={<ReaderIcon />} onClick={() => setIsBeside(true)}>
            {t('readBeside')}
          </Button>
        </span>
      </figcaption>
      <Dialog open={isBeside} onOpenChange={setIsBeside} place="side" title={t('source')}>
        <Suspense fallback={<Skeleton lines={8} />}>
          <div className="h-full pb-4">
            <DocumentPane documentId={passage.documentId} start={evidenceStart} end={evidenceEnd} page={passage.page} />
          </div>
        </Suspense>
      </Dialog>
    </figure>
  )
}

/** The nearest start of a word at or after `at`. */
function wordBoundary(text: string, at: number): number {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  const space = text.indexOf(' ', at)
  return space === -1 || space - at > AROUND / 4 ? at : space + 1
}
