// Health check of a container: exit code 0 when the program in it is ready for requests. Plain Node, since the images have no curl.
import { get } from 'node:http'

/** Ports of the roles when LEARNPATH_PORT is not set. */
const PORTS = { all: 8080, gateway: 8080, rag: 8001, planner: 8002, quiz: 8003, inference: 8004, worker: 8005 }
const PATIENCE_MS = 2500

// oxlint-disable-next-line node/no-process-env -- a program of its own, without the product's settings
const { LEARNPATH_SERVICES: role = 'all', LEARNPATH_PORT: port = PORTS[role] } = process.env
const request = get(
  { host: '127.0.0.1', port, path: '/health/ready', timeout: PATIENCE_MS, headers: { connection: 'close' } },
  (response) => {
    response.resume()
    process.exitCode = response.statusCode === 200 ? 0 : 1
  },
)
request.on('timeout', () => request.destroy(new Error('no answer')))
request.on('error', ({ message }) => {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
})
