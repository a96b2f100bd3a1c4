import { Cross2Icon } from '@radix-ui/react-icons'
import * as RadixToast from '@radix-ui/react-toast'
import { createContext, useCallback, useContext, useMemo, useRef, useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

export interface ToastMessage {
  readonly text: string
  readonly kind?: 'info' | 'good' | 'bad'
  /** Such as undo. */
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly durationMs?: number
  /** Called once when it goes without its action having been taken. */
  readonly onGone?: () => void
}

interface ShownToast extends ToastMessage {
  readonly id: number
}

const DURATION_MS = 6000
const BORDERS = { info: 'border-l-accent', good: 'border-l-good', bad: 'border-l-bad' } as const
const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined)

/** Shows a short message at the edge of the window that goes by itself. */
export const useToast = (): ((message: ToastMessage) => void) => useContext(ToastContext)

export function ToastProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const t = useTranslations('app')
  const [toasts, setToasts] = useState<readonly ShownToast[]>([])
  const lastId = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    lastId.current += 1
    const id = lastId.current
    setToasts((before) => [...before.slice(-3), { ...message, id }])
  }, [])
  const settled = useRef(new Set<number>())
  const remove = useCallback((toast: ShownToast, acted: boolean) => {
    if (settled.current.has(toast.id)) return
    settled.current.add(toast.id)
    if (acted) toast.action?.run()
    else toast.onGone?.()
    setToasts((before) => before.filter(({ id }) => id !== toast.id))
  }, [])
  const value = useMemo(() => show, [show])
  return (
    <ToastContext value={value}>
      <RadixToast.Provider label={t('notification')} swipeDirection="right">
        {children}
        {toasts.map((toast) => (
          <RadixToast.Root
            key={toast.id}
            duration={toast.durationMs ?? DURATION_MS}
            type={toast.kind === 'bad' ? 'foreground' : 'background'}
            onOpenChange={(open) => {
              if (!open) remove(toast, false)
            }}
            className={classNames(
              'flex animate-rise items-center gap-2 rounded-md border border-l-4 border-line bg-surface py-2 pr-2 pl-4 shadow-float',
              BORDERS[toast.kind ?? 'info'],
            )}
          >
            <RadixToast.Description className="min-w-0 flex-1">{toast.text}</RadixToast.Description>
            {toast.action !== undefined && (
              <RadixToast.Action altText={toast.action.label} asChild>
                <Button size="small" variant="quiet" onClick={() => remove(toast, true)}>
                  {toast.action.label}
                </Button>
              </RadixToast.Action>
            )}
            <RadixToast.Close asChild>
              <IconButton label={t('close')} icon={<Cross2Icon />} />
            </RadixToast.Close>
          </RadixToast.Root>
        ))}
        <RadixToast.Viewport className="fixed right-4 bottom-18 z-50 flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2 md:bottom-4" />
      </RadixToast.Provider>
    </ToastContext>
  )
}
