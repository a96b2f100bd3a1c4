import { Component, type JSX, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ErrorState } from '../components/states.tsx'

interface State {
  readonly error: unknown
  readonly failed: boolean
}

/** A page that breaks says so in its place; the navigation around it goes on. */
class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const again = (): void => this.setState({ error: null, failed: false })
    return (
      <div className="mx-auto max-w-prose p-8">
        <ErrorState error={this.state.error} onRetry={again} />
      </div>
    )
  }
}

/** Another page is another chance. */
export function ErrorBoundary({ children }: { readonly children: ReactNode }): JSX.Element {
  const [location] = useLocation()
  return <Boundary key={location}>{children}</Boundary>
}
