import { EnvHttpProxyAgent, type Dispatcher } from 'undici'

export interface HubDispatcherOptions {
  readonly http: string | null
  readonly https: string | null
  /** Hosts that are reached without the proxy, comma-separated. */
  readonly except: string | null
  readonly timeoutMs: number
}

/** Sends requests, through the proxy where one is named. In a file of its own, so that the library is loaded when it is needed. */
export function createHubDispatcher({ http, https, except, timeoutMs }: HubDispatcherOptions): Dispatcher {
  return new EnvHttpProxyAgent({
    // Empty, not left out: left out, the library would look into the environment by itself.
    httpProxy: http ?? '',
    httpsProxy: https ?? '',
    noProxy: except ?? '',
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
}
