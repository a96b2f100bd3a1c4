import app from './en/app.json'
import errors from './en/errors.json'
import home from './en/home.json'
import library from './en/library.json'
import retrieval from './en/retrieval.json'
import reader from './en/reader.json'
import chat from './en/chat.json'
import plans from './en/plans.json'
import quizzes from './en/quizzes.json'
import reviews from './en/reviews.json'
import concepts from './en/concepts.json'
import models from './en/models.json'
import machine from './en/machine.json'
import exchange from './en/exchange.json'
import settings from './en/settings.json'

export const messages = {
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
