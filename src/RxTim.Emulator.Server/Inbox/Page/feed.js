// What happens at the emulator, as it happens.

const retry = 2000;

// onNews is told of every event; onState of whether the emulator answers.
export const connect = (onNews, onState) => {
  const events = new EventSource('emulator/feed');
  events.onmessage = event => onNews(JSON.parse(event.data));
  events.onopen = () => onState(true);
  events.onerror = () => {
    onState(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(() => connect(onNews, onState), retry);
  };
};
