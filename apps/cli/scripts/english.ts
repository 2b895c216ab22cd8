// Import it before the program: what scripts write doesn't depend on the locale of the machine.
process.env.LC_ALL = "C.UTF-8";
