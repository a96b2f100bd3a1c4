import { leadershipContract } from '../../ports/leadership.contract.ts'
import { createSoleLeadership } from './sole-leadership.ts'

leadershipContract('a process alone', () => createSoleLeadership('run_1'))
