import { send, startPlatform } from "./platform";

const EVERY_MILLIS = 250;
const MACHINES = 5;

/** Starts the platform, and machines that send to it until the tests are over. */
export default async function setup(): Promise<() => Promise<void>> {
  const platform = await startPlatform();
  process.env.THALWEG_TEST_URL = platform.url;
  process.env.THALWEG_TEST_TOKEN = platform.token;
  process.env.THALWEG_TEST_PASSWORD = platform.password;
  const machines = setInterval(() => {
    const events = Array.from({ length: MACHINES }, (_, i) => ({
      machine: `press-${i + 1}`,
      time: new Date().toISOString(),
      temperature: 60 + 10 * i,
    }));
    send(platform, "telemetry", events).catch((error) => console.error(String(error)));
  }, EVERY_MILLIS);
  return async () => {
    clearInterval(machines);
    await platform.stop();
  };
}
