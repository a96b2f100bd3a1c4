import app from './de/app.json'
import errors from './de/errors.json'
import home from './de/home.json'
import library from './de/library.json'
import retrieval from './de/retrieval.json'
import reader from './de/reader.json'
import chat from './de/chat.json'
import plans from './de/plans.json'
import quizzes from './de/quizzes.json'
import reviews from './de/reviews.json'
import concepts from './de/concepts.json'
import models from './de/models.json'
import machine from './de/machine.json'
import exchange from './de/exchange.json'
import settings from './de/settings.json'
import type { Messages } from './messages.ts'

export const messages: Messages = {
  app,
  errors,
  home,
  library,
  retrieval,
  reader,
  chat,
  plans,
  quizzes,
  reviews,
  concepts,
  models,
  machine,
  exchange,
  settings,
}
