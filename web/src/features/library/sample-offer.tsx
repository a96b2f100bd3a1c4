import { StarIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** Adds the sample library, to try everything before own documents are there. */
export function SampleOffer({ onAdded }: { readonly onAdded?: () => void }): JSX.Element {
  const t = useTranslations('library')
  const tellFailure = useFailureToast()
  const add = useCommand('addSampleLibrary', {
    changes: ['status', 'listDocuments', 'documentFacets', 'listCollections'],
    onSuccess: () => onAdded?.(),
  })
  return (
    <Button
      icon={<StarIcon aria-hidden />}
      busy={add.isPending}
      onClick={() => add.mutate({}, { onError: tellFailure })}
    >
      {t('trySamples')}
    </Button>
  )
}
