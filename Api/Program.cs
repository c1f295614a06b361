using Sms;
using Sms.Terminal;

if (Cli.Knows(args)) return await Cli.RunAsync(args);
if (SandboxHost.Asked(args)) return await SandboxHost.RunAsync(args);

var demo = DemoOptions.Take(ref args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddEmbeddedDefaults();
builder.AddSmsGrains();
builder.AddSmsDashboard();
builder.Services.AddGateway(builder.Configuration);
builder.Services.AddConsole();
builder.Services.AddDemo(demo);

var app = builder.Build();
app.MapGateway();
app.MapConsole();
app.MapDashboard();
app.MapScrape();
await app.RunAsync();
return DemoOptions.ExitCode;
