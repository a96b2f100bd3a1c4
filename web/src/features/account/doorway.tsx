import { useEffect, type JSX, type ReactNode } from 'react'
import { Logo } from '../../components/logo.tsx'

interface DoorwayProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page for people who are not in yet. */
export function Doorway({ title, lead, children }: DoorwayProps): JSX.Element {
  useEffect(() => {
    document.title = `${title} – LearnPath`
  }, [title])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-8">
      <p className="flex items-center gap-2 text-lg font-bold">
        <Logo />
        LearnPath
      </p>
      <section className="rounded-lg border border-line bg-surface p-6 shadow-card">
        <h1 className="text-xl font-bold">{title}</h1>
        {lead !== undefined && <div className="mt-1 text-soft">{lead}</div>}
        <div className="mt-5">{children}</div>
      </section>
    </main>
  )
}
