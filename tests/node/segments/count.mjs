// Reads a JSON array of texts from standard input, writes one [encoding, segments] pair for each.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { SegmentedMessage } = createRequire(import.meta.url)('sms-segments-calculator');
const texts = JSON.parse(await text(process.stdin));
const counted = texts.map((body) => {
  const message = new SegmentedMessage(body);
  return [message.encodingName, message.segmentsCount];
});
process.stdout.write(JSON.stringify(counted));
