// Twilio's own SDK as a peer. Reads one JSON command a line from stdin, answers one JSON line each; ends with stdin.
import { createInterface } from 'node:readline';
import twilio from 'twilio';

const commands = {
  sign: ({ token, url, params }) => twilio.getExpectedTwilioSignature(token, url, params),
  validate: ({ token, signature, url, params }) => twilio.validateRequest(token, signature, url, params),
  validateBody: ({ token, signature, url, body }) => twilio.validateRequestWithBody(token, signature, url, body),
  create: async ({ message, ...to }) => view(await client(to).messages.create(message)),
  fetch: async ({ sid, ...to }) => view(await client(to).messages(sid).fetch()),
  cancel: async ({ sid, ...to }) => view(await client(to).messages(sid).update({ status: 'canceled' })),
  list: async ({ filter, ...to }) => (await client(to).messages.list(filter)).map(view),
};

function client({ baseUrl, sid: _, accountSid, token }) {
  const c = twilio(accountSid, token, { autoRetry: false });
  c.api.baseUrl = baseUrl;
  return c;
}

const view = m => ({
  sid: m.sid, status: m.status, to: m.to, from: m.from, body: m.body, errorCode: m.errorCode ?? null, numSegments: m.numSegments,
  dateCreated: m.dateCreated?.toISOString() ?? null,
});

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...args } = JSON.parse(line);
  let answer;
  try {
    answer = { result: await commands[command](args) };
  } catch (error) {
    answer = { error: { status: error.status ?? null, code: error.code ?? null, message: String(error.message) } };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
