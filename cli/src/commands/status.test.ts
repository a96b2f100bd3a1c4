import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LearnPathError, problemOf, type ErrorCode } from '@learnpath/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProgram } from '../program.ts'

let server: Server | null = null
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  server?.closeAllConnections()
  server?.close()
})

const SERVICES = { rag: 'unreachable', planner: 'ready', quiz: '1 of 2 ready', worker: 'ready' }

/** A gateway whose status fails in that way. @returns its address */
async function startGateway(code: ErrorCode): Promise<string> {
  const problem = problemOf(new LearnPathError(code, { detail: 'rag does not answer' }), 'req_1')
  const health = { status: 'ok', instanceId: 'run_1', version: '1.2.3', checks: SERVICES }
  const started = createServer(({ url }, response) => {
    const isHealth = url === '/health/ready'
    response.writeHead(isHealth ? 200 : problem.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isHealth ? health : problem))
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}

async function status(url: string, ...options: string[]) {
  vi.stubEnv('LEARNPATH_SERVER_URL', url)
  let [output, errors, exitCode] = ['', '', -1]
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((output += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((errors += String(text)), true))
  await createProgram((code) => (exitCode = code)).parseAsync(['node', 'learnpath', 'status', ...options])
  return { output, errors, exitCode }
}

describe('learnpath status while the service that tells it is away', () => {
  it.each(['LP_SERVICE_UNAVAILABLE', 'LP_SERVICE_TIMEOUT'] as const)(
    'tells which services are there, what is wrong and what to do: %s',
    async (code) => {
      const url = await startGateway(code)
      const { output, errors, exitCode } = await status(url)
      expect(exitCode).toBe(1)
      expect(output.split('\n')).toEqual([
        'Version          1.2.3',
        `Server           ${url}`,
        'Service rag      unreachable',
        'Service planner  ready',
        'Service quiz     1 of 2 ready',
        'Service worker   ready',
        '',
      ])
      expect(errors).toContain('rag does not answer')
      expect(errors).toContain(`[${code}]`)
      expect(errors).toContain('"learnpath doctor"')
    },
  )

  it('tells a program the problem and the health, as one document', async () => {
    const url = await startGateway('LP_SERVICE_UNAVAILABLE')
    const { output, errors, exitCode } = await status(url, '--json')
    expect([exitCode, errors]).toEqual([1, ''])
    expect(JSON.parse(output)).toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE', url, health: { checks: SERVICES } })
  })

  it('any other failure is a failure of the command', async () => {
    const url = await startGateway('LP_PERMISSION_DENIED')
    await expect(status(url)).rejects.toMatchObject({ code: 'LP_PERMISSION_DENIED' })
  })
})
