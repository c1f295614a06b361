using Sms.Terminal;

if (Cli.Knows(args))
    return await Cli.RunAsync(args);

return 0;
