// Asks the emulator.

// It answered, but not with what was asked for.
export class Refused extends Error {}
// It did not answer; the connection's state shows that.
export class Unreachable extends Error {}

export const ask = async (path, options) => {
  let response, answer;
  try {
    response = await fetch('emulator/' + path, options);
    answer = await response.json();
  } catch (error) { throw new Unreachable(error.message); }
  if (!response.ok || answer.ErrorCode) throw new Refused(answer.ErrorInfo || response.statusText);
  return answer;
};

// The part of an address behind the path: what is empty is left out.
export const query = values => {
  const used = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return used.length ? '?' + new URLSearchParams(used) : '';
};

// Runs at most once at a time; asked for while it runs, it runs once more.
export const once = action => {
  let running = false, again = false;
  return async () => {
    if (running) { again = true; return; }
    running = true;
    try { do { again = false; await action(); } while (again); }
    catch (error) { if (!(error instanceof Refused || error instanceof Unreachable)) throw error; }
    finally { running = false; }
  };
};
