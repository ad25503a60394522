// Before anything is drawn: light or dark as the system says, and which keys the search box names.
const { classList } = document.documentElement;
classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches);
classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
